"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { Loaded } from "@/components/shared/loaded";
import { historyId, historyTitleId, scrollToEntry } from "@/components/shared/scroll-to-entry";
import { HistorySkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { MemberExports } from "@/components/summaries/member-exports";
import { Button } from "@/components/ui/button";
import { userHistoryOptions } from "@/lib/performance/history/reads";
import type { Period } from "@/lib/performance/shared/parse-period";
import type { ContestableEntry } from "@/lib/performance/summaries/schemas";
import { HistoryFilters } from "./history-filters";
import { HistoryTable } from "./history-table";
import { type HistoryView, isElsewhere, parseHistoryView } from "./history-view";
import { MarkedEntry } from "./marked-entry";
import { NoEntries } from "./no-entries";

export function HistoryPanel({ userId, period }: { userId: number; period: Period }) {
  const { translate } = useTexts();
  const parameters = useSearchParams();
  const view = parseHistoryView((name) => parameters.get(name));
  const history = useInfiniteQuery({
    ...userHistoryOptions(userId, period, view),
    placeholderData: keepPreviousData,
  });
  const [first] = history.data?.pages ?? [];
  return (
    <section
      id={historyId}
      aria-labelledby={historyTitleId}
      className="laid-out-when-near grid scroll-mt-18 gap-3"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 id={historyTitleId} tabIndex={-1} className="font-semibold text-lg">
            {translate("history.title")}
          </h2>
          <p role="status" className="text-muted text-sm">
            {view.evidence === null
              ? translate("period.option", { days: period })
              : translate(`history.evidence.${view.evidence}`)}{" "}
            {history.isPlaceholderData || first === undefined
              ? null
              : `· ${translate("history.count", { count: first.total_entries })}`}
          </p>
        </div>
        <HistoryFilters view={view} />
      </header>
      <div className="panel">
        <Loaded query={history} skeleton={<HistorySkeleton />}>
          {({ pages }) => (
            <div
              aria-busy={history.isPlaceholderData}
              className={clsx(history.isPlaceholderData && "opacity-60")}
            >
              <Entries
                userId={userId}
                period={period}
                view={view}
                entries={pages.flatMap((page) => page.entries)}
              />
              {first?.total_entries === 0 ? null : (
                <Footer
                  shown={pages.reduce((shown, page) => shown + page.entries.length, 0)}
                  total={first?.total_entries ?? 0}
                  isLoading={history.isFetchingNextPage}
                  showMore={history.hasNextPage ? () => void history.fetchNextPage() : null}
                />
              )}
            </div>
          )}
        </Loaded>
      </div>
      <MemberExports userId={userId} period={period} />
    </section>
  );
}

function Entries({
  userId,
  period,
  view,
  entries,
}: {
  userId: number;
  period: Period;
  view: HistoryView;
  entries: readonly ContestableEntry[];
}) {
  return (
    <>
      <ShownEntry
        userId={userId}
        entryId={view.entryId}
        isElsewhere={isElsewhere(view.entryId, entries)}
      />
      {entries.length === 0 ? (
        <NoEntries period={period} view={view} />
      ) : (
        <HistoryTable
          entries={entries}
          markedId={view.entryId}
          // The rows behind a figure show what they count by.
          columns={view.evidence === null && view.only === null ? "figures" : "work"}
        />
      )}
    </>
  );
}

/** Scrolls to the entry that the URL names; an entry that is not in the list is shown above it. */
function ShownEntry({
  userId,
  entryId,
  isElsewhere: isAbove,
}: {
  userId: number;
  entryId: number | null;
  isElsewhere: boolean;
}) {
  useEffect(() => {
    if (entryId !== null && !isAbove) scrollToEntry(entryId);
  }, [entryId, isAbove]);
  return entryId === null || !isAbove ? null : (
    <MarkedEntry key={entryId} userId={userId} entryId={entryId} />
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
