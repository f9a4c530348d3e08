import type { LocalDate } from "@/lib/performance/domain/time/local-time";

/** The three inputs of the score, in the order in which ties are settled. */
export const COMPONENTS = ["onTime", "skill", "difficulty"] as const;

export type Component = (typeof COMPONENTS)[number];

/** One value for each component. */
export type PerComponent<Value> = Readonly<Record<Component, Value>>;

/** How an organization scores, from a local day on until the next version. */
export type ScoringPolicy = {
  readonly version: number;
  /** Whole numbers of 1/10000, 0–10000. Only their proportions matter; 0 leaves a component out. */
  readonly weights: PerComponent<number>;
  /** A component that counts and rests on fewer completions makes the score provisional. */
  readonly minimumSample: number;
  /** The first local day at whose end this policy is in force. */
  readonly effectiveOn: LocalDate;
};

/** The published formula: 50 % on-time, 30 % skill, 20 % difficulty. */
export const DEFAULT_WEIGHTS: PerComponent<number> = {
  onTime: 5000,
  skill: 3000,
  difficulty: 2000,
};

export const DEFAULT_MINIMUM_SAMPLE = 5;

/**
 * The policy in force at the end of a local day: the last version effective by then, and before
 * the first version the first.
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

/** Whether two policies sumWeights alike, so that they give the same score. */
export function equalWeights(left: ScoringPolicy, right: ScoringPolicy): boolean {
  return COMPONENTS.every((component) => left.weights[component] === right.weights[component]);
}

/** Whether two policies come to the same for everybody: the same weights, and the same minimum sample. */
export function equalPolicies(left: ScoringPolicy, right: ScoringPolicy): boolean {
  return equalWeights(left, right) && left.minimumSample === right.minimumSample;
}
