import { describe, expect, it } from "vitest";
import { findWrongTotal, getShared, isSameDraft, toPolicyDraft } from "./policy-draft";

function createFields(values: Record<string, string>): FormData {
  const fields = new FormData();
  for (const [name, value] of Object.entries(values)) {
    fields.set(name, value);
  }
  return fields;
}

describe("a draft of the scoring policy", () => {
  it("converts percent with two decimals to weights with four, without a rounding error", () => {
    const draft = toPolicyDraft(
      createFields({
        on_time: "33.33",
        skill: "0.07",
        difficulty: "28.57",
        min_sample: "5",
        due_rule: "agreed",
      }),
    );
    expect(draft).toEqual({
      weights: { on_time: 0.3333, skill: 0.0007, difficulty: 0.2857 },
      min_sample: 5,
      due_rule: "agreed",
    });
  });

  it("converts a percentage that is too large to NaN, which the service rejects", () => {
    const draft = toPolicyDraft(
      createFields({
        on_time: "1e300",
        skill: "50",
        difficulty: "50",
        min_sample: "5",
        due_rule: "agreed",
      }),
    );
    expect(draft.weights).toEqual({ on_time: Number.NaN, skill: 0.5, difficulty: 0.5 });
  });

  it("can be saved where its weights add up to 100 percent, or are all 0", () => {
    const add = (on_time: number, skill: number, difficulty: number) =>
      findWrongTotal({ weights: { on_time, skill, difficulty }, min_sample: 5 });
    expect([add(0.5, 0.3, 0.2), add(0.3333, 0.3333, 0.3334), add(0, 0, 0)]).toEqual([
      ...[null, null, null],
    ]);
    expect([add(0.6, 0.3, 0.2), add(0.3333, 0.3333, 0.3333)]).toEqual([1.1, 0.9999]);
  });

  it("computes the share of each weight in a score", () => {
    const weights = { on_time: 0.2, skill: 0.2, difficulty: 0 };
    expect(getShared({ weights, min_sample: 5 })).toEqual({
      on_time: 0.5,
      skill: 0.5,
      difficulty: 0,
    });
    const none = { on_time: 0, skill: 0, difficulty: 0 };
    expect(getShared({ weights: none, min_sample: 5 })).toBeNull();
  });

  it("equals another draft only where every figure is equal", () => {
    const draft = {
      ...{ weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 }, min_sample: 5 },
      due_rule: "latest" as const,
    };
    expect(isSameDraft(draft, structuredClone(draft))).toBe(true);
    expect(isSameDraft(draft, { ...draft, min_sample: 6 })).toBe(false);
    expect(isSameDraft(draft, { ...draft, due_rule: "first" })).toBe(false);
    const weights = { ...draft.weights, skill: 0.31 };
    expect(isSameDraft(draft, { ...draft, weights })).toBe(false);
  });
});
