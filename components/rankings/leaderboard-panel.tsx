"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useEffect, useMemo } from "react";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { ExportLinks } from "@/components/ui/export-links";
import { Pager } from "@/components/ui/pager";
import { pushSearchParams, useOptimisticParam } from "@/components/ui/search-params-link";
import { getTeamExportUrl } from "@/lib/performance/exports/export-urls";
import {
  leaderboardOptions,
  rankingPageLength,
  teamOptions,
} from "@/lib/performance/rankings/reads";
import { comparisonId } from "./comparison-panel";
import { buildRows, sortRows } from "./leaderboard-rows";
import { LeaderboardTable } from "./leaderboard-table";
import { LeaderboardSkeleton } from "./skeletons";
import type { TeamView } from "./team-view";

/** Members on one page of the table. */
const pageLength = 25;

export function LeaderboardPanel({ view, viewerId }: { view: TeamView; viewerId: number }) {
  const { translate, format, locale } = useTexts();
  const ranking = useInfiniteQuery({
    ...leaderboardOptions(view.days, view.teamId),
    placeholderData: keepPreviousData,
  });
  const team = useInfiniteQuery(teamOptions(view.teamId));
  const entries = useMemo(
    () => ranking.data?.pages.flatMap((page) => page.entries) ?? [],
    [ranking.data],
  );
  const shownDays = ranking.data?.pages[0]?.period_days ?? null;
  const needed = view.sort === "rank" && !view.isDescending ? view.page * pageLength : Infinity;
  useRest(ranking, entries.length < needed);
  useRest(
    team,
    shownDays === null && entries.length > (team.data?.pages.length ?? 0) * rankingPageLength,
  );
  const rows = useMemo(() => {
    const summaries = team.data?.pages.flatMap((page) => page.all_members ?? []) ?? [];
    const built = buildRows(entries, summaries, shownDays !== null);
    return sortRows(built, { sort: view.sort, isDescending: view.isDescending, locale });
  }, [entries, team.data, shownDays, view.sort, view.isDescending, locale]);
  const start = (view.page - 1) * pageLength;
  const [chosen, choose] = useOptimisticParam(view.compared);

  return (
    <div className="panel">
      <Loaded query={ranking} skeleton={<LeaderboardSkeleton />}>
        {({ pages }) => {
          const { total_members: total, ranked_members: ranked } = pages[0] ?? emptyRanking;
          return (
            <div
              aria-busy={ranking.isPlaceholderData}
              className={clsx(ranking.isPlaceholderData && "opacity-60")}
            >
              <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4 sm:px-5">
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <h3 className="font-semibold">{translate("leaderboard.title")}</h3>
                  <p className="text-muted text-sm">
                    {shownDays === null
                      ? translate("leaderboard.scopeAll")
                      : translate("leaderboard.scopePeriod", { days: shownDays })}{" "}
                    · {translate("leaderboard.ranked", { ranked: format.count(ranked), total })}
                  </p>
                </div>
                {view.teamId === null ? <TeamExports /> : null}
              </header>
              {total === 0 ? (
                <p className="border-line border-t px-4 py-12 text-center text-muted">
                  {translate("leaderboard.empty")}
                </p>
              ) : (
                <LeaderboardTable
                  rows={rows.slice(start, start + pageLength)}
                  view={{
                    ...view,
                    compared: chosen,
                    days: view.days === null || shownDays === null ? null : view.days,
                  }}
                  viewerId={viewerId}
                  hasMemberPages
                  onCompare={(userId) => {
                    const next = toggled(chosen, userId);
                    const compare = next.length === 0 ? null : next.join(",");
                    choose(next, () => pushSearchParams({ compare }));
                  }}
                />
              )}
              <Footer
                chosen={chosen.length}
                page={view.page}
                pages={Math.ceil(total / pageLength)}
              />
            </div>
          );
        }}
      </Loaded>
    </div>
  );
}

/** Stays in view while a member is being chosen: the comparison is below the table. */
function Footer({ chosen, page, pages }: { chosen: number; page: number; pages: number }) {
  const { translate } = useTexts();
  return (
    <footer
      className={clsx(
        "flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-b-lg border-line border-t bg-surface px-4 py-3 text-muted text-sm sm:px-5",
        chosen > 0 && "sticky bottom-0",
      )}
    >
      <p role="status">
        {translate(chosen === 1 ? "comparison.chooseSecond" : "leaderboard.order")}
      </p>
      {chosen === 2 ? (
        <a href={`#${comparisonId}`} className={buttonClasses("primary")}>
          {translate("comparison.show")}
        </a>
      ) : null}
      <Pager page={page} pages={pages} />
    </footer>
  );
}

const emptyRanking = { total_members: 0, ranked_members: 0 };

type Pages = {
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

/** Loads all pages that are needed: a part of a list cannot be sorted. */
function useRest({ hasNextPage, isFetching, isError, fetchNextPage }: Pages, isWanted: boolean) {
  const mayFetch = isWanted && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (mayFetch) {
      void fetchNextPage();
    }
  }, [mayFetch, fetchNextPage]);
}

/** Two members at most: a third replaces the first. */
function toggled(chosen: readonly number[], userId: number): readonly number[] {
  return chosen.includes(userId)
    ? chosen.filter((id) => id !== userId)
    : [...chosen, userId].slice(-2);
}

/** Exports all members in the reader's sight, over the whole time. */
function TeamExports() {
  const { translate } = useTexts();
  return (
    <ExportLinks
      files={(["csv", "json"] as const).map((format) => ({
        address: getTeamExportUrl(format),
        label: translate("export.all", { format: format.toUpperCase() }),
      }))}
    />
  );
}
