import { describe, expect, it } from "vitest";
import { getRest, toBars } from "./explanation-parts";

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

describe("the rest of the entries", () => {
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
    due_moves: [],
    text: "",
  });

  it("is the change without the shown entries, to the hundredth", () => {
    const movements = [0.1, 0.2, -0.07].map(movement);
    // In doubles 0.3 − 0.1 − 0.2 is not 0.
    expect(getRest({ change: 0.3, entries: 9, movements }, 2)).toEqual({ count: 7, change: 0 });
    expect(getRest({ change: 0.3, entries: 9, movements }, 5)).toEqual({ count: 6, change: 0.07 });
  });
});
