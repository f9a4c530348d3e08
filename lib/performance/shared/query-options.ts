import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { UserBadges, UserMilestones } from "@/lib/performance/achievements/schemas";
import type {
  AnalyticsTeams,
  AnalyticsTrends,
  Distribution,
  Heatmap,
  Statistics,
} from "@/lib/performance/analytics/schemas";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import type { LogsQuery, PerformanceLogs } from "@/lib/performance/history/log-schemas";
import type { Comparison, Leaderboard, Team, TeamTrends } from "@/lib/performance/rankings/schemas";
import type {
  HistoryEntry,
  HistoryQuery,
  UserHistory,
  UserSummary,
  UserTrends,
} from "@/lib/performance/summaries/schemas";
import { withQuery } from "./with-query";

/** Entries of one page of the history table. */
export const historyPageLength = 25;

const firstCursor: string | null = null;

const getUserUrl = (userId: number) => `/api/performance/user/${userId}`;

export function userSummaryOptions(userId: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "summary"],
    queryFn: ({ signal }) => fetchJson<UserSummary>(`${getUserUrl(userId)}/summary`, { signal }),
  });
}

/** The trend of a period that ends today, or so many days before. */
export function userTrendsOptions(userId: number, days: number, offset = 0) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "trends", days, offset],
    queryFn: ({ signal }) =>
      fetchJson<UserTrends>(
        withQuery(`/user/${userId}/trends`, { days, offset_days: offset === 0 ? null : offset }),
        { signal },
      ),
  });
}

export function userMilestonesOptions(userId: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "milestones"],
    queryFn: ({ signal }) =>
      fetchJson<UserMilestones>(`${getUserUrl(userId)}/milestones`, { signal }),
  });
}

export function userBadgesOptions(userId: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "badges"],
    queryFn: ({ signal }) => fetchJson<UserBadges>(`${getUserUrl(userId)}/badges`, { signal }),
  });
}

export function userExplanationOptions(userId: number, days: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "explanation", days],
    queryFn: ({ signal }) =>
      fetchJson<UserExplanation>(`${getUserUrl(userId)}/explanation?days=${days}`, { signal }),
  });
}

/** Null leaves a filter out. */
export type HistoryFilter = {
  readonly kind: HistoryEntry["kind"] | null;
  /** The rows behind a figure: of everything so far, as the figure is. */
  readonly evidence: NonNullable<HistoryQuery["evidence"]> | null;
};

export const noHistoryFilter: HistoryFilter = { kind: null, evidence: null };

/** The longest period that can be asked for. */
export const everything = 36_500;

export function userHistoryOptions(
  userId: number,
  period: number,
  { kind, evidence }: HistoryFilter = noHistoryFilter,
) {
  const days = evidence === null ? period : everything;
  return infiniteQueryOptions({
    queryKey: ["performance", "user", userId, "history", days, kind, evidence],
    queryFn: ({ pageParam: cursor, signal }) =>
      fetchJson<UserHistory>(
        withQuery(`/user/${userId}/history`, {
          ...{ days, limit: historyPageLength, kind, evidence, cursor },
        }),
        { signal },
      ),
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}

/** One entry of a member's history, however old. */
export function userEntryOptions(userId: number, entryId: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "history", "entry", entryId],
    queryFn: ({ signal }) =>
      fetchJson<UserHistory>(
        withQuery(`/user/${userId}/history`, { days: everything, entry_id: entryId }),
        { signal },
      ),
  });
}

/** Members that one answer of a ranking has. */
export const rankingPageLength = 100;

/** A ranking: of everything where `days` is null, of all whom the caller sees where `teamId` is. */
export function leaderboardOptions(days: number | null, teamId: number | null) {
  return infiniteQueryOptions({
    queryKey: ["performance", "team", "leaderboard", days, teamId],
    queryFn: ({ pageParam: cursor, signal }) =>
      fetchJson<Leaderboard>(
        withQuery("/team/leaderboard", {
          days,
          team_id: teamId,
          limit: rankingPageLength,
          cursor,
        }),
        { signal },
      ),
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}

/** Members shown around one's own place. */
export const myRankLength = 5;

export function myRankOptions(userId: number, days: number | null) {
  return queryOptions({
    queryKey: ["performance", "team", "own-place", userId, days],
    queryFn: ({ signal }) =>
      fetchJson<Leaderboard>(
        withQuery("/team/leaderboard", { days, around: userId, limit: myRankLength }),
        { signal },
      ),
  });
}

/** People that a search shows at once: whoever is not among them is found by more of the name. */
export const peopleFoundLength = 20;

/** Those of all whom the caller sees whose name has a text in it; without a text the first of the ranking. */
export function peopleOptions(search: string) {
  return queryOptions({
    queryKey: ["performance", "people", search],
    queryFn: ({ signal }) =>
      fetchJson<Leaderboard>(
        withQuery("/team/leaderboard", {
          search: search === "" ? null : search,
          limit: peopleFoundLength,
        }),
        { signal },
      ),
  });
}

/** One of those whom the caller sees, to name them. */
export function personOptions(userId: number) {
  return queryOptions({
    queryKey: ["performance", "person", userId],
    queryFn: ({ signal }) =>
      fetchJson<Leaderboard>(withQuery("/team/leaderboard", { around: userId, limit: 1 }), {
        signal,
      }),
  });
}

/** The members' summaries, in the order of the ranking of everything. */
export function teamOptions(teamId: number | null) {
  return infiniteQueryOptions({
    queryKey: ["performance", "team", "summaries", teamId],
    queryFn: ({ pageParam: cursor, signal }) =>
      fetchJson<Team>(withQuery("/team", { team_id: teamId, limit: rankingPageLength, cursor }), {
        signal,
      }),
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}

export function teamTrendsOptions(days: number, teamId: number | null) {
  return queryOptions({
    queryKey: ["performance", "team", "trends", days, teamId],
    queryFn: ({ signal }) =>
      fetchJson<TeamTrends>(withQuery("/team/trends", { days, team_id: teamId }), { signal }),
  });
}

export function comparisonOptions(userId1: number, userId2: number, days: number) {
  return queryOptions({
    queryKey: ["performance", "team", "comparison", userId1, userId2, days],
    queryFn: ({ signal }) =>
      fetchJson<Comparison>(
        withQuery("/team/comparison", { user_id_1: userId1, user_id_2: userId2, days }),
        { signal },
      ),
  });
}

export function distributionOptions(teamId: number | null) {
  return queryOptions({
    queryKey: ["performance", "analytics", "distribution", teamId],
    queryFn: ({ signal }) =>
      fetchJson<Distribution>(withQuery("/analytics/distribution", { team_id: teamId }), {
        signal,
      }),
  });
}

export function statisticsOptions() {
  return queryOptions({
    queryKey: ["performance", "statistics"],
    queryFn: ({ signal }) => fetchJson<Statistics>(withQuery("/statistics", {}), { signal }),
  });
}

/** The page shows the organization's mean only, so it asks for no more members than it must. */
export const organizationTrendLimit = 1;

export function organizationTrendOptions(days: number) {
  return queryOptions({
    queryKey: ["performance", "analytics", "trends", days],
    queryFn: ({ signal }) =>
      fetchJson<AnalyticsTrends>(
        withQuery("/analytics/trends", { days, limit: organizationTrendLimit }),
        { signal },
      ),
  });
}

export function analyticsTeamsOptions(days: number) {
  return queryOptions({
    queryKey: ["performance", "analytics", "teams", days],
    queryFn: ({ signal }) =>
      fetchJson<AnalyticsTeams>(withQuery("/analytics/teams", { days }), { signal }),
  });
}

export function heatmapOptions(days: number) {
  return queryOptions({
    queryKey: ["performance", "analytics", "heatmap", days],
    queryFn: ({ signal }) =>
      fetchJson<Heatmap>(withQuery("/analytics/heatmap", { days }), { signal }),
  });
}

/** Entries of one page of the logs. */
export const logsPageLength = 50;

export type LogsFilter = {
  readonly page: number;
  readonly userId: number | null;
  readonly kind: string | null;
  /** The first and the last local day. */
  readonly from: string | null;
  readonly to: string | null;
  readonly sort: LogsQuery["sort"];
};

export function logsOptions({ page, userId, kind, from, to, sort }: LogsFilter) {
  return queryOptions({
    queryKey: ["performance", "logs", page, userId, kind, from, to, sort],
    queryFn: ({ signal }) =>
      fetchJson<PerformanceLogs>(
        withQuery("/logs", {
          page,
          per_page: logsPageLength,
          user_id: userId,
          kind,
          from,
          to,
          sort,
        }),
        { signal },
      ),
  });
}
