import { parseSorting, type Sorting } from "@/components/ui/sorting";
import { type Period, parseOptionalPeriodDays } from "@/lib/performance/shared/period-days";

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

export type ReadParameter = (name: string) => string | null;

type SearchParameters = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the search params of a server page as a browser reads those of its URL. */
export function readerOf(parameters: SearchParameters): ReadParameter {
  return (name) => [parameters[name]].flat()[0] ?? null;
}

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

/** A positive whole number in the range of a database id; else null. */
export function parseId(value: string | null): number | null {
  const isNumber = value !== null && /^[1-9]\d{0,9}$/.test(value);
  return isNumber && Number(value) <= 2_147_483_647 ? Number(value) : null;
}
