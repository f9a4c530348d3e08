import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { SessionList, TokenList } from "@/lib/auth/account-schemas";
import type { ShareLinkList } from "@/lib/auth/share-links/schemas";
import { fetchJson } from "@/lib/http/fetch-json";
import type { UserAccessLog } from "@/lib/performance/privacy/access-log-schemas";

export function tokensOptions() {
  return queryOptions({
    queryKey: ["account", "tokens"],
    queryFn: ({ signal }) => fetchJson<TokenList>("/api/tokens", { signal }),
  });
}

export function shareLinksOptions() {
  return queryOptions({
    queryKey: ["account", "share-links"],
    queryFn: ({ signal }) => fetchJson<ShareLinkList>("/api/performance/share-links", { signal }),
  });
}

export function sessionsOptions() {
  return queryOptions({
    queryKey: ["account", "sessions"],
    queryFn: ({ signal }) => fetchJson<SessionList>("/api/sessions", { signal }),
  });
}

/** Looks of one page of the access log. */
export const accessLogPageLength = 20;

const firstCursor: string | null = null;

export function accessLogOptions(userId: number) {
  return infiniteQueryOptions({
    queryKey: ["account", "access-log", userId],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(accessLogPageLength) });
      if (pageParam !== null) {
        query.set("cursor", pageParam);
      }
      return fetchJson<UserAccessLog>(`/api/performance/user/${userId}/access-log?${query}`, {
        signal,
      });
    },
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}
