import { infiniteQueryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { JobList } from "@/lib/jobs/schemas";

/** Jobs of one page of the list. */
export const jobsPageLength = 50;

const firstCursor: string | null = null;

export function jobsOptions() {
  return infiniteQueryOptions({
    queryKey: ["organization", "jobs"],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(jobsPageLength) });
      if (pageParam !== null) {
        query.set("cursor", pageParam);
      }
      return fetchJson<JobList>(`/api/performance/jobs?${query}`, { signal });
    },
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}
