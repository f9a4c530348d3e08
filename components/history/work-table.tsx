"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { sayPunctuality } from "@/components/shared/work-words";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import { missingSign } from "@/lib/i18n/format";
import type { CompletedWork, ContestableEntry } from "@/lib/performance/summaries/schemas";
import { cell, EntryRow, medium, wide } from "./entry-row";

/** The completions behind a figure, each with what it counts by. */
export function WorkTable({
  entries,
  markedId,
}: {
  entries: readonly ContestableEntry[];
  markedId: number | null;
}) {
  const { translate } = useTexts();
  const head = "px-3 py-2 font-medium";
  return (
    <table className="w-full table-fixed text-sm tabular-nums">
      <caption className="sr-only">{translate("history.workCaption")}</caption>
      <thead className="text-muted text-xs">
        <tr>
          <th scope="col" className={clsx(head, wide, "w-32 pl-5 text-left")}>
            {translate("history.due")}
          </th>
          <th scope="col" className={clsx(head, "text-left max-sm:pl-4")}>
            {translate("history.what")}
          </th>
          <th scope="col" className={clsx(head, medium, "w-32 text-left")}>
            {translate("history.completed")}
          </th>
          <th scope="col" className={clsx(head, "w-28 text-right sm:w-36")}>
            {translate("history.punctuality")}
          </th>
          <th scope="col" className={clsx(head, wide, "w-26 text-right")}>
            {translate("history.difficulty")}
          </th>
          <th scope="col" className={clsx(head, wide, "w-24 text-right")}>
            {translate("history.match")}
          </th>
          <th scope="col" className={clsx(head, "w-18 pr-4 text-right sm:w-24 sm:pr-5")}>
            {translate("history.change")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <WorkRow key={entry.id} entry={entry} isMarked={entry.id === markedId} />
        ))}
      </tbody>
    </table>
  );
}

function WorkRow({ entry, isMarked }: { entry: ContestableEntry; isMarked: boolean }) {
  const { translate, format } = useTexts();
  const { work } = entry;
  const dueAt = work?.due_at ?? null;
  const difficulty = work?.difficulty ?? null;
  const match = work?.skill_match ?? null;
  return (
    <EntryRow
      entry={entry}
      isMarked={isMarked}
      first={
        <td className={clsx(cell, wide, "whitespace-nowrap pl-5 text-muted")}>
          <Figure
            value={dueAt === null ? missingSign : format.dayOf(dueAt)}
            missing={translate("history.noDue")}
          />
        </td>
      }
    >
      <td className={clsx(cell, medium, "whitespace-nowrap text-muted")}>
        <Figure
          value={work === null ? missingSign : format.dayOf(work.completed_at)}
          missing={translate("history.notCounted")}
        />
      </td>
      <td className={clsx(cell, "text-right")}>
        <Punctuality work={work} />
      </td>
      <td className={clsx(cell, wide, "text-right")}>
        <Figure value={format.score(difficulty)} missing={translate("history.noDifficulty")} />
      </td>
      <td className={clsx(cell, wide, "text-right")}>
        <Figure value={format.percent(match)} missing={translate("history.noMatch")} />
      </td>
      <td className={clsx(cell, "pr-4 text-right sm:pr-5", getTone(entry.score_change))}>
        <Figure
          value={format.changeColumn(entry.score_change)}
          missing={translate("missing.change")}
        />
      </td>
    </EntryRow>
  );
}

function Punctuality({ work }: { work: CompletedWork | null }) {
  const words = useTexts();
  const { translate } = words;
  if (work === null)
    return <Figure value={missingSign} missing={translate("history.notCounted")} />;
  if (work.on_time === null)
    return <Figure value={missingSign} missing={translate("history.noDue")} />;
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2 gap-y-1">
      <span className={work.on_time ? undefined : "text-caution"}>
        {sayPunctuality(words, work)}
      </span>
      {work.due_moved ? <Badge>{translate("history.dueMoved")}</Badge> : null}
    </span>
  );
}
