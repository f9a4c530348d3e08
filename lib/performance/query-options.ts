import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { UserHistory, UserSummary, UserTrends } from "@/lib/performance/schemas/user";

/** Entries of one page of the history table. */
export const historyPageLength = 25;

const firstCursor: string | null = null;

const addressOf = (userId: number) => `/api/performance/user/${userId}`;

export function userSummaryOptions(userId: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "summary"],
    queryFn: ({ signal }) => fetchJson<UserSummary>(`${addressOf(userId)}/summary`, { signal }),
  });
}

export function userTrendsOptions(userId: number, days: number) {
  return queryOptions({
    queryKey: ["performance", "user", userId, "trends", days],
    queryFn: ({ signal }) =>
      fetchJson<UserTrends>(`${addressOf(userId)}/trends?days=${days}`, { signal }),
  });
}

export function userHistoryOptions(userId: number, days: number) {
  return infiniteQueryOptions({
    queryKey: ["performance", "user", userId, "history", days],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ days: String(days), limit: String(historyPageLength) });
      if (pageParam !== null) {
        query.set("cursor", pageParam);
      }
      return fetchJson<UserHistory>(`${addressOf(userId)}/history?${query}`, { signal });
    },
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}
