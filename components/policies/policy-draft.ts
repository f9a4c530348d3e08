import { getText } from "@/components/ui/forms/form";
import type { PolicyDraft } from "@/lib/performance/policies/schemas";

export const weightNames = ["on_time", "skill", "difficulty"] as const;
export type WeightName = (typeof weightNames)[number];

/** The draft in a form: percent with at most two decimals become weights of 0–1 with four. */
export function toPolicyDraft(fields: FormData): PolicyDraft {
  const weight = (name: WeightName) => Math.round(Number(getText(fields, name)) * 100) / 10_000;
  return {
    weights: {
      on_time: weight("on_time"),
      skill: weight("skill"),
      difficulty: weight("difficulty"),
    },
    min_sample: Number(getText(fields, "min_sample")),
  };
}

/** A weight as the percent that its field shows. */
export function toPercent(weight: number): number {
  return Math.round(weight * 10_000) / 100;
}

/** The share of each component in a score with evidence for all three; null where all weights are 0. */
export function getShared({ weights }: PolicyDraft): Readonly<Record<WeightName, number>> | null {
  const total = weights.on_time + weights.skill + weights.difficulty;
  return total === 0
    ? null
    : {
        on_time: weights.on_time / total,
        skill: weights.skill / total,
        difficulty: weights.difficulty / total,
      };
}

export function isSameDraft(left: PolicyDraft, right: PolicyDraft): boolean {
  return (
    left.min_sample === right.min_sample &&
    weightNames.every((name) => left.weights[name] === right.weights[name])
  );
}
