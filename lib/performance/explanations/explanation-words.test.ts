import { describe, expect, it } from "vitest";
import { english } from "./english";
import { sayLaterEntry, sayPolicyChange, sayShownThen, sayWhy } from "./explanation-words";
import type { UserExplanation } from "./schemas";

type Reasons = UserExplanation["reasons"];

const explain = (change: number, reasons: Reasons, before: number | null = 80) => ({
  ...{ period_days: 30, score_before: before, score_now: 80 + change, change, reasons },
  ...{ entries: 3, policy_changes: [] },
});

describe("the sentence that says why a score moved", () => {
  it("names what moved it most in its direction, and no figure", () => {
    const reasons: Reasons = [
      { component: "on_time", amount: -3 },
      { component: "skill", amount: 2 },
      { component: "policy", amount: -0.77 },
    ];
    expect(sayWhy(english, explain(-1.77, reasons))).toBe(
      "The score fell in the last 30 days, mainly through late work.",
    );
    expect(sayWhy(english, explain(0.5, reasons))).toBe(
      "The score rose in the last 30 days, mainly through work that fits the skills better.",
    );
  });

  it("calls a new policy by its name, never lateness", () => {
    const reasons: Reasons = [{ component: "policy", amount: -0.77 }];
    expect(sayWhy(english, explain(-0.77, reasons))).toBe(
      "The score fell in the last 30 days, mainly through a new scoring policy.",
    );
  });

  it("says that nothing moved where nothing did", () => {
    expect(sayWhy(english, { ...explain(0, []), entries: 0 })).toBe(
      "Nothing was recorded in the last 30 days, so the score did not change.",
    );
    expect(sayWhy(english, explain(0, []))).toBe("The score did not change in the last 30 days.");
    expect(sayWhy(english, explain(5, [], null))).toBe("A score appeared in the last 30 days.");
  });
});

describe("what was shown then", () => {
  it("is said with the score of then and of now, and the entries between them", () => {
    expect(sayShownThen(english, { score: 80, entries: 1 }, 84.5)).toBe(
      "When this period began, this page showed 80.00. With earlier work that was recorded or corrected since, the result is 84.50.",
    );
    const entry = {
      ...{ entry_id: 7, kind: "correction" as const, created_at: "2026-11-15T10:00:00.000Z" },
      ...{ assignment_id: 3, assignment_title: "Fix the login", completed_on: "2026-08-12" },
      change: 5,
    };
    expect(sayLaterEntry(english, entry)).toBe(
      "“Fix the login” was corrected on Nov 15, 2026: +5.00, work of Aug 12, 2026.",
    );
    expect(sayLaterEntry(english, { ...entry, change: null, completed_on: null })).toBe(
      "“Fix the login” was corrected on Nov 15, 2026.",
    );
  });

  it("is not mixed with a change of the policy, which has its day and its own part", () => {
    const change = { policy_version: 2, date: "2026-11-10", change: -0.77, score_after: 79.23 };
    expect(sayPolicyChange(english, change)).toBe(
      "The scoring policy changed to version 2 on Nov 10, 2026: −0.77.",
    );
  });
});
