import { getText } from "@/components/ui/forms/form";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import { DEFAULT_DUE_RULE } from "@/lib/performance/domain/scoring/policy";
import { parsePercent, toDecimalRatio } from "@/lib/performance/domain/units/ratio-ten-thousandths";
import { addWeights, WEIGHT_TOTAL } from "@/lib/performance/policies/policy-rules";
import type { PolicyDraft, PolicyResponse } from "@/lib/performance/policies/schemas";

/** A draft with every rule. */
export type PolicyRules = PolicyDraft & Required<Pick<PolicyResponse["current"], "due_rule">>;

export const weightNames = ["on_time", "skill", "difficulty"] as const;
export type WeightName = (typeof weightNames)[number];

/** The draft in a form: percent with at most two decimals become weights of 0–1 with four. */
export function toPolicyDraft(fields: FormData): PolicyRules {
  const weight = (name: WeightName) => readPercent(Number(getText(fields, name)));
  return {
    weights: {
      on_time: weight("on_time"),
      skill: weight("skill"),
      difficulty: weight("difficulty"),
    },
    min_sample: Number(getText(fields, "min_sample")),
    due_rule: DUE_RULES.find((rule) => rule === getText(fields, "due_rule")) ?? DEFAULT_DUE_RULE,
  };
}

/** A ratio with four decimals; NaN, which the service rejects, for a number that is too large. */
function readPercent(percent: number): number {
  return Math.abs(percent) < 1e9 ? toDecimalRatio(parsePercent(percent)) : Number.NaN;
}

/** What the weights add up to, as a ratio; null where that can be saved: 1, or 0 for no scores. */
export function findWrongTotal({ weights }: PolicyDraft): number | null {
  if (!Object.values(weights).every(Number.isFinite)) return null;
  const total = addWeights(weights);
  return total === 0 || total === WEIGHT_TOTAL ? null : total / WEIGHT_TOTAL;
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

export function isSameDraft(left: PolicyRules, right: PolicyRules): boolean {
  return (
    left.min_sample === right.min_sample &&
    left.due_rule === right.due_rule &&
    weightNames.every((name) => left.weights[name] === right.weights[name])
  );
}
