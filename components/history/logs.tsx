"use client";

import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { Loaded } from "@/components/shared/loaded";
import { HistorySkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { ExportLinks } from "@/components/ui/export-links";
import { Pager } from "@/components/ui/pager";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { getLogsExportUrl } from "@/lib/performance/exports/export-urls";
import type { PerformanceLogs } from "@/lib/performance/history/log-schemas";
import { type LogsFilter, logsOptions } from "@/lib/performance/history/reads";
import { LogsFilters } from "./logs-filters";
import { LogsTable } from "./logs-table";
import { deepest, lastPage, parseLogsView } from "./logs-view";

/** The filtered ledger. The server has put the first page into the cache. */
export function Logs() {
  const { translate } = useTexts();
  const parameters = useSearchParams();
  const view = parseLogsView((name) => parameters.get(name));
  const isBackwards = view.from !== null && view.to !== null && view.to < view.from;
  const isTooDeep = view.page > lastPage;
  const logs = useQuery({
    ...logsOptions(view),
    enabled: !isBackwards && !isTooDeep,
    placeholderData: keepPreviousData,
  });
  return (
    <div className="grid gap-3">
      <h2 className="sr-only">{translate("history.title")}</h2>
      <LogsFilters
        view={view}
        person={logs.data?.logs.find((log) => log.user_id === view.userId) ?? null}
        isBackwards={isBackwards}
      />
      {isBackwards ? null : <Entries view={view} logs={logs} isTooDeep={isTooDeep} />}
    </div>
  );
}

function Entries({
  view,
  logs,
  isTooDeep,
}: {
  view: LogsFilter;
  logs: UseQueryResult<PerformanceLogs>;
  isTooDeep: boolean;
}) {
  if (isTooDeep) {
    return (
      <section className="panel">
        <Nothing view={view} isBeyond />
      </section>
    );
  }
  return (
    <section className="panel">
      <Loaded query={logs} skeleton={<HistorySkeleton />}>
        {(data) => (
          <div
            aria-busy={logs.isPlaceholderData}
            className={clsx(logs.isPlaceholderData && "opacity-60")}
          >
            <Found logs={data} view={view} />
          </div>
        )}
      </Loaded>
    </section>
  );
}

function Found({ logs, view }: { logs: PerformanceLogs; view: LogsFilter }) {
  const { translate, format } = useTexts();
  const total = logs.total ?? 0;
  const pages = Math.min(logs.pages ?? 1, lastPage);
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4 sm:px-5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="font-semibold">{translate("logs.title")}</h3>
          <p role="status" className="text-muted text-sm">
            {translate("history.count", { count: total })}
          </p>
        </div>
        <ExportLinks
          files={(["csv", "json"] as const).map((format) => ({
            address: getLogsExportUrl(view, format),
            label: format.toUpperCase(),
          }))}
        />
      </header>
      {logs.logs.length === 0 ? (
        <Nothing view={view} isBeyond={total > 0} />
      ) : (
        <LogsTable
          logs={logs.logs}
          sort={view.sort}
          columns={view.only === null ? "figures" : "work"}
        />
      )}
      <footer className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
        <p>
          {translate("history.zone", { zone: format.timeZone })}
          {total > deepest ? ` ${translate("logs.deep", { count: format.count(deepest) })}` : null}
        </p>
        <Pager page={view.page} pages={pages} />
      </footer>
    </>
  );
}

function Nothing({ view, isBeyond }: { view: LogsFilter; isBeyond: boolean }) {
  const { translate } = useTexts();
  const filters = [view.userId, view.kind, view.only, view.from, view.to];
  const isFiltered = filters.some((value) => value !== null);
  const emptyText = isFiltered ? "logs.empty" : "logs.emptyAtAll";
  return (
    <div className="grid justify-items-center gap-3 border-line border-t px-4 py-12 text-center text-muted">
      <p>{translate(isBeyond ? "logs.beyond" : emptyText)}</p>
      {isBeyond ? (
        <SearchParamsLink change={{ page: null }} className={buttonClasses("quiet")}>
          {translate("logs.first")}
        </SearchParamsLink>
      ) : null}
    </div>
  );
}
