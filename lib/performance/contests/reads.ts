import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ContestList, ContestResponse } from "@/lib/performance/contests/schemas";

type Status = ContestResponse["status"];

/** Contests of one page. */
export const contestsPageLength = 20;

/** Decisions that a notice shows at once; there are hardly ever more. */
export const unseenContestsLength = 5;

const path = "/api/performance/contests";

/** Contests of a status, null of any; from a cursor on, null from the last raised. */
export function contestsOptions(status: Status | null, cursor: string | null) {
  return queryOptions({
    queryKey: ["performance", "contests", "list", status, cursor],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        limit: String(contestsPageLength),
        ...(status !== null && { status }),
        ...(cursor !== null && { cursor }),
      });
      return fetchJson<ContestList>(`${path}?${query}`, { signal });
    },
  });
}

export function contestOptions(id: number) {
  return queryOptions({
    queryKey: ["performance", "contests", "one", id],
    queryFn: ({ signal }) => fetchJson<ContestResponse>(`${path}/${id}`, { signal }),
  });
}

/** One's own contests that were decided since one last looked. */
export function unseenContestsOptions() {
  return queryOptions({
    queryKey: ["performance", "contests", "unseen"],
    queryFn: ({ signal }) =>
      fetchJson<ContestList>(`${path}?unseen=true&limit=${unseenContestsLength}`, { signal }),
  });
}
