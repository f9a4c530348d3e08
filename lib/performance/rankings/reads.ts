import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type {
  comparison,
  comparisonQuery,
  leaderboard,
  leaderboardQuery,
  team,
  teamQuery,
} from "./schemas";

export const leaderboardRead = definePagedRead<{
  query: typeof leaderboardQuery;
  response: typeof leaderboard;
}>("/api/performance/team/leaderboard");

/** The members' summaries, in the order of the ranking by current score. */
export const teamRead = definePagedRead<{ query: typeof teamQuery; response: typeof team }>(
  "/api/performance/team",
);

export const comparisonRead = defineRead<{
  query: typeof comparisonQuery;
  response: typeof comparison;
}>("/api/performance/team/comparison");

export const rankingPageLength = 100;

/** By current score where `days` is null; of every member in sight where `teamId` is. */
export function leaderboardOptions(days: number | null, teamId: number | null) {
  return leaderboardRead.pages({ days, team_id: teamId, limit: rankingPageLength });
}

export function teamOptions(teamId: number | null) {
  return teamRead.pages({ team_id: teamId, limit: rankingPageLength });
}

/** A member's own rank, with that of their neighbours. */
export function myRankOptions(userId: number, days: number | null) {
  return leaderboardRead.options({ days, around: userId, limit: 5 });
}

/** The first members in sight whose name contains a text; without a text, the first of the ranking. */
export function peopleOptions(search: string) {
  return leaderboardRead.options({ search: search === "" ? null : search, limit: 20 });
}

/** One member in sight, for their name. */
export function personOptions(userId: number) {
  return leaderboardRead.options({ around: userId, limit: 1 });
}
