"use client";

import clsx from "clsx";
import { Fragment, type ReactNode, useId, useState } from "react";
import { ContestBadge } from "@/components/contests/contest-badge";
import { ContestOfEntry } from "@/components/contests/contest-of-entry";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Chevron } from "@/components/ui/chevron";
import { isHydrated } from "@/components/ui/hydration";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { getEntryAnchor } from "@/lib/performance/history/entry-url";
import type { ContestableEntry } from "@/lib/performance/summaries/schemas";
import { getTitle } from "./entry-title";
import { HistoryDetails } from "./history-details";

/** A table of entries has seven columns, four on a narrower screen and three on a phone. */
export const wide = "hidden lg:table-cell";
export const medium = "hidden sm:table-cell";
export const cell = "px-3 py-2.5 align-baseline";

/** A row that opens to the details of its entry. */
export function EntryRow({
  entry,
  isMarked,
  first,
  children,
}: {
  entry: ContestableEntry;
  isMarked: boolean;
  /** The cell before the title. */
  first: ReactNode;
  /** The cells after the title. */
  children: ReactNode;
}) {
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
        {first}
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
        {children}
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
      <HistoryDetails entry={entry} work={entry.work}>
        <ContestOfEntry entry={entry} title={getTitle(entry, translate)} />
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
