import { describe, expect, it } from "vitest";
import { english } from "@/lib/performance/explanations/english";
import { sayPunctuality, sayWork } from "./work-words";

const work = {
  completed_at: "2026-05-15T12:00:00.000Z",
  completed_on: "2026-05-15",
  due_at: "2026-05-04T12:00:00.000Z",
  ...{ on_time: false, days_early: -11, difficulty: 7.5, skill_match: 0.8, due_moved: false },
};

describe("what a completion counts by", () => {
  it("is said in words, with how many days it was early or late", () => {
    expect(sayWork(english, work)).toEqual(["11 days late", "difficulty 7.5", "skill match 80%"]);
    expect(sayPunctuality(english, { ...work, on_time: true, days_early: 2.31 })).toBe(
      "2.3 days early",
    );
  });

  it("rounds no minute to a day, and names what is not known", () => {
    expect(sayPunctuality(english, { ...work, days_early: -0.02 })).toBe("late");
    expect(sayPunctuality(english, { ...work, on_time: true, days_early: 0 })).toBe("on time");
    const none = { ...work, ...{ on_time: null, days_early: null }, difficulty: null };
    expect(sayWork(english, { ...none, skill_match: null })).toEqual(["no due date"]);
  });
});
