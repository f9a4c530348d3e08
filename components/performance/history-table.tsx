"use client";

import { Fragment, useId, useState } from "react";
import { useTexts } from "@/components/layout/text-provider";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import type { Translate } from "@/lib/messages";
import type { HistoryEntry } from "@/lib/performance/schemas";
import { HistoryDetails } from "./history-details";
import { toneOf } from "./tone";

/** Columns beyond score and change are left to the details where there is no room for them. */
const wide = "hidden lg:table-cell";
const medium = "hidden sm:table-cell";

export function HistoryTable({ entries }: { entries: readonly HistoryEntry[] }) {
  const { translate } = useTexts();
  const head = "border-line border-t px-3 py-2 text-right font-medium";
  return (
    <table className="w-full table-fixed text-sm tabular-nums">
      <caption className="sr-only">{translate("history.caption")}</caption>
      <thead className="text-muted text-xs">
        <tr>
          <th scope="col" className={`${head} w-44 px-4 text-left sm:px-5 ${medium}`}>
            {translate("history.when")}
          </th>
          <th scope="col" className={`${head} pl-4 text-left sm:pl-3`}>
            {translate("history.what")}
          </th>
          <th scope="col" className={`${head} w-24 ${wide}`}>
            {translate("history.onTime")}
          </th>
          <th scope="col" className={`${head} w-24 ${wide}`}>
            {translate("history.skill")}
          </th>
          <th scope="col" className={`${head} w-24 ${wide}`}>
            {translate("history.difficulty")}
          </th>
          <th scope="col" className={`${head} w-18 sm:w-24`}>
            {translate("history.change")}
          </th>
          <th scope="col" className={`${head} w-18 pr-4 sm:w-24 sm:pr-5`}>
            {translate("history.score")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <HistoryRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function HistoryRow({ entry }: { entry: HistoryEntry }) {
  const { translate, format } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const cell = "px-3 py-2.5 text-right align-baseline";
  return (
    <Fragment>
      <tr className="border-line border-t hover:bg-canvas">
        <td className={`${cell} whitespace-nowrap px-4 text-left text-muted sm:px-5 ${medium}`}>
          <time dateTime={entry.created_at}>{format.dayAndTime(entry.created_at)}</time>
        </td>
        <td className={`${cell} pl-4 text-left sm:pl-3`}>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detailsId}
            onClick={() => setOpen(!isOpen)}
            className="flex w-full min-w-0 items-baseline gap-2 rounded-sm text-left"
          >
            <span aria-hidden="true" className={`text-muted ${isOpen ? "rotate-90" : ""}`}>
              ›
            </span>
            <span className="grid min-w-0 gap-0.5">
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="truncate">{titleOf(entry, translate)}</span>
                {entry.kind === "completion" ? null : (
                  <Badge>{translate(`kind.${entry.kind}`)}</Badge>
                )}
              </span>
              <time dateTime={entry.created_at} className="text-muted text-xs sm:hidden">
                {format.dayAndTime(entry.created_at)}
              </time>
            </span>
          </button>
        </td>
        <td className={`${cell} ${wide}`}>
          <Figure value={format.percent(entry.on_time_ratio)} missing={translate("missing.due")} />
        </td>
        <td className={`${cell} ${wide}`}>
          <Figure
            value={format.percent(entry.skill_accuracy)}
            missing={translate("missing.skill")}
          />
        </td>
        <td className={`${cell} ${wide}`}>
          <Figure
            value={format.percent(entry.difficulty_factor)}
            missing={translate("missing.difficulty")}
          />
        </td>
        <td className={`${cell} ${toneOf(entry.score_change)}`}>
          <Figure
            value={format.changeColumn(entry.score_change)}
            missing={translate("missing.change")}
          />
        </td>
        <td className={`${cell} pr-4 font-medium sm:pr-5`}>
          <Figure
            value={format.scoreColumn(entry.performance_score)}
            missing={translate("missing.score")}
          />
        </td>
      </tr>
      <tr id={detailsId} hidden={!isOpen}>
        <td colSpan={7} className="p-0">
          {isOpen ? <HistoryDetails entry={entry} /> : null}
        </td>
      </tr>
    </Fragment>
  );
}

function titleOf(entry: HistoryEntry, translate: Translate): string {
  if (entry.assignment_id === null) {
    return translate(`kind.${entry.kind}`);
  }
  return entry.assignment_title ?? translate("history.untitled", { id: entry.assignment_id });
}
