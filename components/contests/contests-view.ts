import { parseId, type ReadParameter } from "@/components/shared/team-view";
import type { ContestResponse } from "@/lib/performance/contests/schemas";

export const contestStatuses = ["open", "upheld", "rejected", "withdrawn"] as const;

export type ContestsView = {
  /** One contest that a link leads to. */
  readonly contestId: number | null;
  /** Null: of any status. */
  readonly status: ContestResponse["status"] | null;
  /** Where the page begins; null: with the last raised. */
  readonly cursor: string | null;
};

/**
 * What the address of the contests asks for; anything else in it counts as not there. Whoever decides begins with what waits,
 * everybody else with all of their own.
 */
export function parseContestsView(read: ReadParameter, mayDecide: boolean): ContestsView {
  const status = read("status");
  const cursor = read("after");
  const preset = mayDecide && status !== "all" ? "open" : null;
  return {
    contestId: parseId(read("contest")),
    status: contestStatuses.find((known) => known === status) ?? preset,
    cursor: cursor !== null && /^[1-9a-z][0-9a-z]{0,9}$/.test(cursor) ? cursor : null,
  };
}
