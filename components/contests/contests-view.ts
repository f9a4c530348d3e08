import { parseId, type ReadParameter } from "@/components/shared/search-parameters";
import type { ContestResponse } from "@/lib/performance/contests/schemas";

export const contestStatuses = ["open", "upheld", "rejected", "withdrawn"] as const;

export type ContestsView = {
  /** The contest that a link names. */
  readonly contestId: number | null;
  /** Null: any status. */
  readonly status: ContestResponse["status"] | null;
  /** The cursor of the page; null: the latest contests. */
  readonly cursor: string | null;
};

/**
 * The view of the contests that the URL describes. Invalid values are ignored. Without a status, members who decide
 * see the open contests, and other members all of their own.
 */
export function parseContestsView(read: ReadParameter, mayDecide: boolean): ContestsView {
  const status = read("status");
  const cursor = read("after");
  const defaultStatus = mayDecide && status !== "all" ? "open" : null;
  return {
    contestId: parseId(read("contest")),
    status: contestStatuses.find((known) => known === status) ?? defaultStatus,
    cursor: cursor !== null && /^[\w.-]{10,200}$/.test(cursor) ? cursor : null,
  };
}
