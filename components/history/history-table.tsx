"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { ContestableEntry } from "@/lib/performance/summaries/schemas";
import { ChangeCells } from "./change-cells";
import { cell, EntryRow, medium, wide } from "./entry-row";
import { WorkTable } from "./work-table";

/** On a narrow screen, only score and change have columns; the details have the rest. */
export function HistoryTable({
  entries,
  markedId,
  columns = "figures",
}: {
  entries: readonly ContestableEntry[];
  /** The entry that a link names. */
  markedId: number | null;
  /** The figures after each entry, or what each completion counts by. */
  columns?: "figures" | "work";
}) {
  const { translate } = useTexts();
  if (columns === "work") return <WorkTable entries={entries} markedId={markedId} />;
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
  const { format } = useTexts();
  return (
    <EntryRow
      entry={entry}
      isMarked={isMarked}
      first={
        <td className={clsx(cell, medium, "whitespace-nowrap pl-5 text-muted")}>
          <time dateTime={entry.created_at}>{format.dayAndTime(entry.created_at)}</time>
        </td>
      }
    >
      <Ratio value={entry.on_time_ratio} missing="missing.due" />
      <Ratio value={entry.skill_accuracy} missing="missing.skill" />
      <Ratio value={entry.difficulty_factor} missing="missing.difficulty" />
      <ChangeCells entry={entry} />
    </EntryRow>
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
