"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useTexts } from "@/components/layout/text-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { type Period, periods } from "@/lib/performance/period";
import { userHistoryOptions } from "@/lib/performance/query-options";
import { HistoryTable } from "./history-table";
import { Loaded } from "./loaded";
import { PeriodLink } from "./period-link";
import { HistorySkeleton } from "./skeletons";

export function HistoryPanel({ userId, period }: { userId: number; period: Period }) {
  const { translate } = useTexts();
  const history = useInfiniteQuery({
    ...userHistoryOptions(userId, period),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="panel">
      <Loaded query={history} skeleton={<HistorySkeleton />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          const total = pages[0]?.total_entries ?? 0;
          return (
            <div
              aria-busy={history.isPlaceholderData}
              className={clsx(history.isPlaceholderData && "opacity-60")}
            >
              <header className="flex flex-wrap items-baseline gap-x-3 p-4 sm:px-5">
                <h3 className="font-semibold">{translate("history.title")}</h3>
                <p className="text-muted text-sm">
                  {translate("period.option", { days: pages[0]?.period_days ?? period })} ·{" "}
                  {translate("history.count", { count: total })}
                </p>
              </header>
              {total === 0 ? (
                <NoEntries period={period} />
              ) : (
                <>
                  <HistoryTable entries={entries} />
                  <Footer
                    shown={entries.length}
                    total={total}
                    isLoading={history.isFetchingNextPage}
                    showMore={history.hasNextPage ? () => void history.fetchNextPage() : null}
                  />
                </>
              )}
            </div>
          );
        }}
      </Loaded>
    </div>
  );
}

function Footer({
  shown,
  total,
  isLoading,
  showMore,
}: {
  shown: number;
  total: number;
  isLoading: boolean;
  showMore: (() => void) | null;
}) {
  const { translate, format } = useTexts();
  return (
    <footer className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
      <p>
        <span role="status">
          {translate("history.shown", { shown: format.count(shown), total: format.count(total) })}
        </span>
        {" · "}
        {translate("history.zone", { zone: format.timeZone })}
      </p>
      {showMore === null ? null : (
        <Button disabled={isLoading} onClick={showMore}>
          {translate(isLoading ? "history.loadingMore" : "history.more")}
        </Button>
      )}
    </footer>
  );
}

function NoEntries({ period }: { period: Period }) {
  const { translate } = useTexts();
  const longer = periods.find((candidate) => candidate > period);
  return (
    <div className="grid justify-items-center gap-3 border-line border-t px-4 py-12 text-muted">
      <p>{translate("history.empty")}</p>
      {longer === undefined ? null : (
        <PeriodLink days={longer} scroll={false} className={buttonClasses("quiet")}>
          {translate("history.emptyLonger", { days: longer })}
        </PeriodLink>
      )}
    </div>
  );
}
