import type { LeaderboardEntry } from "@/lib/performance/rankings/schemas";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import type { LeaderboardSort } from "./team-view";

export type LeaderboardRow = {
  readonly entry: LeaderboardEntry;
  /** Whether another member has the same rank. */
  readonly isTied: boolean;
  /** Of a period the ranks gained; of the whole time the change in score points over the last days. */
  readonly change: number | null;
  /** The evidence of the score over the whole time; null where it is not loaded. */
  readonly evidence: UserSummary["evidence"] | null;
};

/** The entries of a ranking, joined with the summaries of the members. */
export function buildRows(
  entries: readonly LeaderboardEntry[],
  summaries: readonly UserSummary[],
  isOfPeriod: boolean,
): LeaderboardRow[] {
  const summaryOf = new Map(summaries.map((summary) => [summary.user_id, summary]));
  const sharing = new Map<number | null, number>();
  for (const { rank } of entries) {
    sharing.set(rank, (sharing.get(rank) ?? 0) + 1);
  }
  return entries.map((entry) => {
    const summary = summaryOf.get(entry.user_id);
    return {
      entry,
      isTied: entry.rank !== null && (sharing.get(entry.rank) ?? 0) > 1,
      change: isOfPeriod ? entry.movement : (summary?.trend.change ?? null),
      evidence: isOfPeriod ? null : (summary?.evidence ?? null),
    };
  });
}

/** Sorts ranked members first in any order, then the others; missing values come last. */
export function sortRows(
  rows: readonly LeaderboardRow[],
  { sort, isDescending, locale }: { sort: LeaderboardSort; isDescending: boolean; locale: string },
): readonly LeaderboardRow[] {
  const names = new Intl.Collator(locale);
  const direction = isDescending ? -1 : 1;
  const compare = (left: LeaderboardRow, right: LeaderboardRow) =>
    sort === "name"
      ? direction * names.compare(left.entry.display_name, right.entry.display_name)
      : compareMissingLast(getFigure(left, sort), getFigure(right, sort), direction);
  const isRanked = ({ entry }: LeaderboardRow) => entry.rank !== null;
  // A stable sort: equal members keep the order of the ranking.
  return [
    ...rows.filter(isRanked).sort(compare),
    ...rows.filter((row) => !isRanked(row)).sort(compare),
  ];
}

function getFigure({ entry, change }: LeaderboardRow, sort: LeaderboardSort): number | null {
  switch (sort) {
    case "score":
      return entry.performance_score;
    case "tasks":
      return entry.tasks_completed;
    case "change":
      return change;
    default:
      return entry.rank;
  }
}

function compareMissingLast(left: number | null, right: number | null, direction: number): number {
  if (left === null || right === null) {
    return Number(left === null) - Number(right === null);
  }
  return direction * (left - right);
}
