"use client";

import clsx from "clsx";
import { Fragment, useId, useState } from "react";
import { getTitle } from "@/components/history/entry-title";
import { HistoryDetails } from "@/components/history/history-details";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Chevron } from "@/components/ui/chevron";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { SortHeader, SortLink } from "@/components/ui/sort-header";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { personName } from "@/lib/i18n/person-name";
import type { PerformanceLog } from "@/lib/performance/history/log-schemas";
import type { LogsFilter } from "@/lib/performance/history/reads";
import { ChangeCells } from "./change-cells";
import { cell, medium, wide } from "./entry-row";
import { newestFirst } from "./logs-view";
import { DueCell, WorkCells, WorkHeads } from "./work-cells";

/** The figures after each entry, or what each completion counts by. */
type LogColumns = "figures" | "work";

export function LogsTable({
  logs,
  sort,
  columns,
}: {
  logs: readonly PerformanceLog[];
  sort: LogsFilter["sort"];
  columns: LogColumns;
}) {
  const { translate } = useTexts();
  const head = "px-3 py-2 font-medium";
  const byTime = {
    column: newestFirst.sort,
    label: "history.when",
    sorting: { ...newestFirst, isDescending: sort === "-created_at" },
    defaultSorting: newestFirst,
    isHighestFirst: true,
  } as const;
  return (
    <table className="w-full table-fixed text-sm tabular-nums">
      <caption className="sr-only">
        {translate(sort === "-created_at" ? "logs.caption" : "logs.captionOldest")}
      </caption>
      <thead className="text-muted text-xs">
        <tr className="border-line border-t">
          {columns === "figures" ? (
            <SortHeader {...byTime} className={clsx(head, medium, "w-44 pl-5 text-left sm:pl-5")} />
          ) : (
            <th scope="col" className={clsx(head, wide, "w-32 pl-5 text-left")}>
              {translate("history.due")}
            </th>
          )}
          <th
            scope="col"
            className={clsx(head, medium, "text-left", columns === "figures" ? "w-44" : "w-36")}
          >
            {translate("logs.person")}
          </th>
          <th scope="col" className={clsx(head, "text-left max-sm:pl-4")}>
            {/* A block each: a link within a text would have to be underlined. */}
            <span className="inline-block">{translate("history.what")}</span>
            {/* Where the time has no column. */}
            <span className={clsx("inline-block pl-3", columns === "figures" && "sm:hidden")}>
              <SortLink {...byTime} />
            </span>
          </th>
          {columns === "figures" ? <FigureHeads /> : <WorkHeads />}
        </tr>
      </thead>
      <tbody>
        {logs.map((log) => (
          <LogRow key={log.id} log={log} columns={columns} />
        ))}
      </tbody>
    </table>
  );
}

/** The headings of `FigureCells`. */
function FigureHeads() {
  const { translate } = useTexts();
  const head = "px-3 py-2 font-medium";
  return (
    <>
      <th scope="col" className={clsx(head, wide, "w-32 text-left")}>
        {translate("logs.kind")}
      </th>
      <th scope="col" className={clsx(head, "w-18 text-right sm:w-24")}>
        {translate("history.change")}
      </th>
      <th scope="col" className={clsx(head, "w-18 pr-4 text-right sm:w-24 sm:pr-5")}>
        {translate("history.score")}
      </th>
    </>
  );
}

function LogRow({ log, columns }: { log: PerformanceLog; columns: LogColumns }) {
  const { translate, format } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <Fragment>
      <tr className="border-line border-t hover:bg-canvas">
        {columns === "figures" ? (
          <td className={clsx(cell, medium, "whitespace-nowrap pl-5 text-muted")}>
            <time dateTime={log.created_at}>{format.dayAndTime(log.created_at)}</time>
          </td>
        ) : (
          <DueCell work={log.work} />
        )}
        <td className={clsx(cell, medium, "truncate")}>
          <Person log={log} />
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
            <span className="line-clamp-2 sm:truncate">{getTitle(log, translate)}</span>
          </button>
          <span className="mt-0.5 flex flex-wrap gap-x-2 pl-5 text-muted text-xs sm:hidden">
            <Person log={log} />
            <time dateTime={log.created_at} className="whitespace-nowrap">
              {format.dayAndTime(log.created_at)}
            </time>
          </span>
          <span className="block pl-5 lg:hidden">
            {log.kind === "completion" ? null : <Badge>{translate(`kind.${log.kind}.name`)}</Badge>}
          </span>
        </td>
        {columns === "figures" ? <FigureCells log={log} /> : <WorkCells {...log} />}
      </tr>
      <tr id={detailsId} hidden={!isOpen}>
        {isOpen ? <DetailsCell log={log} columns={columns} /> : null}
      </tr>
    </Fragment>
  );
}

/** The kind of an entry, what it did to the score, and the score after it. */
function FigureCells({ log }: { log: PerformanceLog }) {
  const { translate } = useTexts();
  return (
    <>
      <td className={clsx(cell, wide)}>
        <Badge>{translate(`kind.${log.kind}.name`)}</Badge>
      </td>
      <ChangeCells entry={log} />
    </>
  );
}

/** A link to the member's entries. */
function Person({ log }: { log: PerformanceLog }) {
  const { translate } = useTexts();
  return (
    <SearchParamsLink
      change={{ person: String(log.user_id), page: null }}
      className="rounded-sm underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink"
    >
      {personName(translate, log)}
    </SearchParamsLink>
  );
}

/** Spans the existing columns: one more would become an empty column. */
function DetailsCell({ log, columns }: { log: PerformanceLog; columns: LogColumns }) {
  const isWide = useMediaQuery("(width >= 64rem)");
  const isMedium = useMediaQuery("(width >= 40rem)");
  const columnsOfNarrow = isMedium ? 5 : 3;
  const columnsOfWide = columns === "figures" ? 6 : 8;
  return (
    <td colSpan={isWide ? columnsOfWide : columnsOfNarrow} className="p-0">
      <HistoryDetails entry={log} work={log.work} />
    </td>
  );
}
