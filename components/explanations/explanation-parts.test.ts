import { describe, expect, it } from "vitest";
import { getSide, toBars } from "./explanation-parts";

describe("bars of parts", () => {
  it("go from the middle to the side of their sign; the largest fills it", () => {
    const bars = toBars({ onTime: -2, skill: 1, difficulty: 0.5 });
    expect(bars.get("onTime")).toEqual({ start: 0, length: 50 });
    expect(bars.get("skill")).toEqual({ start: 50, length: 25 });
    expect(bars.get("difficulty")).toEqual({ start: 50, length: 12.5 });
  });

  it("are missing where there is no part, or no change", () => {
    expect([...toBars({ onTime: null, skill: 0 }).values()]).toEqual([null, null]);
  });
});

describe("gains and losses", () => {
  const movement = (change: number) => ({
    entry_id: 1,
    kind: "completion" as const,
    created_at: "2026-05-15T12:00:00.000Z",
    assignment_id: 1,
    assignment_title: null,
    corrects: null,
    policy_version: 1,
    change,
    score_after: 50,
    reasons: [],
    work: {
      completed_at: "2026-05-15T12:00:00.000Z",
      completed_on: "2026-05-15",
      ...{ due_at: null, on_time: null, days_early: null, difficulty: null, skill_match: null },
      due_moved: false,
    },
    due_moves: [],
    text: "",
  });

  it("are listed apart, each with a rest that adds up to all of them, to the hundredth", () => {
    const movements = [0.1, -0.4, 0.2, -0.07].map(movement);
    const explanation = {
      movements,
      // In doubles 0.3 − 0.1 − 0.2 is not 0.
      gains: { count: 7, change: 0.3 },
      losses: { count: 2, change: -0.47 },
    };
    expect(getSide(explanation, "gains", 2)).toEqual({
      listed: [movements[0], movements[2]],
      rest: { count: 5, change: 0 },
    });
    expect(getSide(explanation, "losses", 1)).toEqual({
      listed: [movements[1]],
      rest: { count: 1, change: -0.07 },
    });
  });
});
