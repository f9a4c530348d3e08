"use client";

import clsx from "clsx";
import { Fragment, useId, useState } from "react";
import { ContestBadge } from "@/components/contests/contest-badge";
import { ContestOfSubject } from "@/components/contests/contest-of-subject";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { Badge } from "@/components/ui/badge";
import { Chevron } from "@/components/ui/chevron";
import { Figure } from "@/components/ui/figure";
import { isHydrated } from "@/components/ui/hydration";
import { useMediaQuery } from "@/components/ui/use-media-query";
import type { PlainMessageKey, Translate } from "@/lib/i18n/messages";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import { getEntryAnchor } from "@/lib/performance/history/entry-url";
import type { ContestableEntry, HistoryEntry } from "@/lib/performance/summaries/schemas";
import { HistoryDetails } from "./history-details";

/** On a narrow screen, only score and change have columns; the details have the rest. */
const wide = "hidden lg:table-cell";
const medium = "hidden sm:table-cell";
const cell = "px-3 py-2.5 align-baseline";

export function HistoryTable({
  entries,
  markedId,
}: {
  entries: readonly ContestableEntry[];
  /** The entry that a link names. */
  markedId: number | null;
}) {
  const { translate } = useTexts();
  const head = "px-3 py-2 font-medium";
  return (
    <table className="w-full table-fixed text-sm tabular-nums">
      <caption className="sr-only">{translate("history.caption")}</caption>
      <thead className="text-muted text-xs">
        <tr>
          <th scope="col" className={clsx(head, medium, "w-44 pl-5 text-left")}>
            {translate("history.when")}
          </th>
          <th scope="col" className={clsx(head, "text-left max-sm:pl-4")}>
            {translate("history.what")}
          </th>
          <th scope="col" className={clsx(head, wide, "w-24 text-right")}>
            {translate("history.onTime")}
          </th>
          <th scope="col" className={clsx(head, wide, "w-24 text-right")}>
            {translate("history.skill")}
          </th>
          <th scope="col" className={clsx(head, wide, "w-24 text-right")}>
            {translate("history.difficulty")}
          </th>
          <th scope="col" className={clsx(head, "w-18 text-right sm:w-24")}>
            {translate("history.change")}
          </th>
          <th scope="col" className={clsx(head, "w-18 pr-4 text-right sm:w-24 sm:pr-5")}>
            {translate("history.score")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <HistoryRow key={entry.id} entry={entry} isMarked={entry.id === markedId} />
        ))}
      </tbody>
    </table>
  );
}

function HistoryRow({ entry, isMarked }: { entry: ContestableEntry; isMarked: boolean }) {
  const { translate, format } = useTexts();
  const [isOpen, setOpen] = useMarkedOpen(isMarked);
  const detailsId = useId();
  return (
    <Fragment>
      <tr
        id={getEntryAnchor(entry.id)}
        aria-current={isMarked ? "true" : undefined}
        className={clsx(
          "scroll-mt-20 border-line border-t hover:bg-canvas",
          isMarked && "bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]",
        )}
      >
        <td className={clsx(cell, medium, "whitespace-nowrap pl-5 text-muted")}>
          <time dateTime={entry.created_at}>{format.dayAndTime(entry.created_at)}</time>
        </td>
        <td className={clsx(cell, "max-sm:pl-4")}>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detailsId}
            onClick={() => setOpen(!isOpen)}
            className="flex w-full min-w-0 items-baseline gap-2 rounded-sm text-left"
          >
            <Chevron className={clsx("text-muted", isOpen && "rotate-90")} />
            <Title entry={entry} />
          </button>
        </td>
        <Ratio value={entry.on_time_ratio} missing="missing.due" />
        <Ratio value={entry.skill_accuracy} missing="missing.skill" />
        <Ratio value={entry.difficulty_factor} missing="missing.difficulty" />
        <td className={clsx(cell, "text-right", getTone(entry.score_change))}>
          <Figure
            value={format.changeColumn(entry.score_change)}
            missing={translate("missing.change")}
          />
        </td>
        <td className={clsx(cell, "pr-4 text-right font-medium sm:pr-5")}>
          <Figure
            value={format.scoreColumn(entry.performance_score)}
            missing={translate("missing.score")}
          />
        </td>
      </tr>
      <tr id={detailsId} hidden={!isOpen}>
        {isOpen ? <DetailsCell entry={entry} /> : null}
      </tr>
    </Fragment>
  );
}

/**
 * A link on the page opens its entry. On a page that the server has rendered for an entry, the entry stays closed: only
 * the browser knows how wide the details are, and nothing is to move.
 */
function useMarkedOpen(isMarked: boolean): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => isMarked && isHydrated());
  const [wasMarked, setWasMarked] = useState(isMarked);
  if (isMarked !== wasMarked) {
    setWasMarked(isMarked);
    if (isMarked) setOpen(true);
  }
  return [isOpen, setOpen];
}

/** Spans the existing columns: one more would become an empty column. */
function DetailsCell({ entry }: { entry: ContestableEntry }) {
  const { translate } = useTexts();
  const isWide = useMediaQuery("(width >= 64rem)");
  const isMedium = useMediaQuery("(width >= 40rem)");
  const columnsOfNarrow = isMedium ? 4 : 3;
  return (
    <td colSpan={isWide ? 7 : columnsOfNarrow} className="p-0">
      <HistoryDetails entry={entry}>
        <ContestOfSubject
          subject={{ kind: "entry", id: entry.id }}
          state={entry}
          title={getTitle(entry, translate)}
        />
      </HistoryDetails>
    </td>
  );
}

function Title({ entry }: { entry: ContestableEntry }) {
  const { translate, format } = useTexts();
  const needsKind = entry.kind !== "completion" && entry.assignment_id !== null;
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1 sm:flex-nowrap">
      <span className="line-clamp-2 w-full sm:w-auto sm:truncate">
        {getTitle(entry, translate)}
      </span>
      <time dateTime={entry.created_at} className="text-muted text-xs sm:hidden">
        {format.dayAndTime(entry.created_at)}
      </time>
      {needsKind ? <Badge>{translate(`kind.${entry.kind}.name`)}</Badge> : null}
      {entry.contest === null ? null : <ContestBadge status={entry.contest.status} />}
    </span>
  );
}

function Ratio({ value, missing }: { value: number | null; missing: PlainMessageKey }) {
  const { translate, format } = useTexts();
  return (
    <td className={clsx(cell, wide, "text-right")}>
      <Figure value={format.percentColumn(value)} missing={translate(missing)} />
    </td>
  );
}

/** A line that names the subject of an entry. */
export function getTitle(entry: HistoryEntry, translate: Translate): string {
  if (entry.assignment_id === null) {
    return translate(`kind.${entry.kind}.name`);
  }
  const title = getVisibleTitle(translate, entry.assignment_title);
  return title ?? translate("history.untitled", { id: entry.assignment_id });
}
