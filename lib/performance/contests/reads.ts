import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type {
  ContestResponse,
  contest,
  contestList,
  contestParams,
  contestsQuery,
} from "./schemas";

export const contestsRead = definePagedRead<{
  query: typeof contestsQuery;
  response: typeof contestList;
}>("/api/performance/contests");

export const contestRead = defineRead<{ params: typeof contestParams; response: typeof contest }>(
  "/api/performance/contests/{id}",
);

/** Contests of a status, null of any; from a cursor on, null from the last raised. */
export function contestsOptions(status: ContestResponse["status"] | null, cursor: string | null) {
  return contestsRead.options({ limit: 20, status, cursor });
}

/** The caller's own contests whose decision they have not seen. There are hardly ever more than these. */
export function unseenContestsOptions() {
  return contestsRead.options({ unseen: true, limit: 5 });
}
