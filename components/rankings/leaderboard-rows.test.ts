import { describe, expect, it } from "vitest";
import type { LeaderboardEntry } from "@/lib/performance/rankings/schemas";
import { buildRows, sortRows } from "./leaderboard-rows";

function entry(userId: number, given: Partial<LeaderboardEntry> = {}): LeaderboardEntry {
  return {
    rank: userId,
    previous_rank: null,
    movement: null,
    user_id: userId,
    username: `member_${userId}`,
    display_name: `Member ${userId}`,
    performance_score: 80,
    tasks_completed: 20,
    provisional: false,
    ...given,
  };
}

const order = (rows: ReturnType<typeof buildRows>, sort: "name" | "score" | "tasks" | "change") =>
  sortRows(rows, { sort, isDescending: true, locale: "en" }).map((row) => row.entry.user_id);

describe("the rows of a leaderboard", () => {
  it("mark exactly the members who share a rank", () => {
    const rows = buildRows([entry(1), entry(2, { rank: 2 }), entry(3, { rank: 2 })], [], false);
    expect(rows.map((row) => row.isTied)).toEqual([false, true, true]);
  });

  it("do not mark members without a rank as tied", () => {
    const rows = buildRows([entry(1, { rank: null }), entry(2, { rank: null })], [], false);
    expect(rows.map((row) => row.isTied)).toEqual([false, false]);
  });

  it("have members without a rank last in every order", () => {
    const best = entry(1, { rank: null, performance_score: 99, provisional: true });
    const rows = buildRows([entry(2, { performance_score: 70 }), entry(3), best], [], false);
    expect(order(rows, "score")).toEqual([3, 2, 1]);
  });

  it("have missing values last in both directions, and equal ones in the order of the ranking", () => {
    const rows = buildRows(
      [entry(1), entry(2, { movement: 4 }), entry(3, { movement: -1 }), entry(4)],
      [],
      true,
    );
    expect(order(rows, "change")).toEqual([2, 3, 1, 4]);
    const rising = sortRows(rows, { sort: "change", isDescending: false, locale: "en" });
    expect(rising.map((row) => row.entry.user_id)).toEqual([3, 2, 1, 4]);
  });
});
