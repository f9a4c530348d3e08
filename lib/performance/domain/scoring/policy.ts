import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import {
  toWeightTenThousandths,
  type WeightTenThousandths,
} from "@/lib/performance/domain/units/weight-ten-thousandths";
import type { DueRule } from "./due-rule";

/** The three inputs of the score, in the order that decides ties. */
export const COMPONENTS = ["onTime", "skill", "difficulty"] as const;

export type Component = (typeof COMPONENTS)[number];

export type PerComponent<Value> = Readonly<Record<Component, Value>>;

export type ScoringPolicy = {
  readonly version: number;
  /** 0–10000. Only their proportions matter; 0 leaves a component out. */
  readonly weights: PerComponent<WeightTenThousandths>;
  /** A component with a weight and fewer completions makes the score provisional. */
  readonly minimumSample: number;
  /** Against which due date completions are counted from then on. */
  readonly dueRule: DueRule;
  /** The policy is in force from the end of this local day until the next version. */
  readonly effectiveOn: LocalDate;
};

/** The published formula: 50 % on-time, 30 % skill, 20 % difficulty. */
export const DEFAULT_WEIGHTS: PerComponent<WeightTenThousandths> = {
  onTime: toWeightTenThousandths(5000),
  skill: toWeightTenThousandths(3000),
  difficulty: toWeightTenThousandths(2000),
};

export const DEFAULT_MINIMUM_SAMPLE = 5;

export const DEFAULT_DUE_RULE: DueRule = "latest";

/**
 * The policy in force at the end of a local day: the last version effective by then, or the first version before that.
 *
 * @param policies every version, ascending.
 * @throws RangeError when there is no policy.
 */
export function getPolicyInForce(
  policies: readonly ScoringPolicy[],
  date: LocalDate,
): ScoringPolicy {
  const policy = policies.findLast(({ effectiveOn }) => effectiveOn <= date) ?? policies[0];
  if (policy === undefined) throw new RangeError("An organization needs a scoring policy.");
  return policy;
}

export function mapComponents<Value>(
  compute: (component: Component) => Value,
): PerComponent<Value> {
  return {
    onTime: compute("onTime"),
    skill: compute("skill"),
    difficulty: compute("difficulty"),
  };
}

/** Policies with equal weights compute the same score. */
export function equalWeights(left: ScoringPolicy, right: ScoringPolicy): boolean {
  return COMPONENTS.every((component) => left.weights[component] === right.weights[component]);
}

/** Equal policies count and score the same for every member. */
export function equalPolicies(left: ScoringPolicy, right: ScoringPolicy): boolean {
  return (
    equalWeights(left, right) &&
    left.minimumSample === right.minimumSample &&
    left.dueRule === right.dueRule
  );
}
