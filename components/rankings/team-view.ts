import { parseId, type ReadParameter } from "@/components/shared/search-parameters";
import { parseSorting, type Sorting } from "@/components/ui/sorting";
import { type Period, parseOptionalPeriodDays } from "@/lib/performance/shared/parse-period";

const leaderboardSorts = ["rank", "name", "score", "tasks", "change"] as const;
export type LeaderboardSort = (typeof leaderboardSorts)[number];

export const membersByRank: Sorting<LeaderboardSort> = { sort: "rank", isDescending: false };

/** The view that the URL of the team page describes. Invalid values are ignored. */
export type TeamView = Sorting<LeaderboardSort> & {
  /** Null: the whole time. */
  readonly days: Period | null;
  /** Null: all members in the reader's sight. */
  readonly teamId: number | null;
  readonly page: number;
  /** Up to two members, in the order in which they were chosen. */
  readonly compared: readonly number[];
};

export function parseTeamView(read: ReadParameter): TeamView {
  return {
    ...parseSorting(read("sort"), leaderboardSorts, membersByRank),
    days: parseOptionalPeriodDays(read("days")),
    teamId: parseId(read("team")),
    page: parseId(read("page")) ?? 1,
    compared: [...new Set((read("compare") ?? "").split(",").map(parseId))]
      .filter((id) => id !== null)
      .slice(0, 2),
  };
}
