"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import type { ContestableEntry } from "@/lib/performance/summaries/schemas";
import { EntryRow, wide } from "./entry-row";
import { DueCell, WorkCells, WorkHeads } from "./work-cells";

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
          <WorkHeads />
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            isMarked={entry.id === markedId}
            first={<DueCell work={entry.work} />}
          >
            <WorkCells {...entry} />
          </EntryRow>
        ))}
      </tbody>
    </table>
  );
}
