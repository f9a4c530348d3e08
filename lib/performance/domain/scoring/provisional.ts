import { getEvidence } from "./component-ratio";
import { COMPONENTS, type Component, type ScoringPolicy } from "./policy";
import type { Sums } from "./sums";

/** A component that rests on too few completions for a ranked score. */
export type MissingEvidence = {
  readonly component: Component;
  /** The completions it rests on. */
  readonly evidence: number;
  /** Those that the policy asks for. */
  readonly required: number;
  /** How many more are needed; at least 1. */
  readonly missing: number;
};

/**
 * What keeps a score provisional: the weighted components that rest on fewer completions than the
 * policy asks for. Empty exactly when the score is not provisional.
 */
export function missingForRank(sums: Sums, policy: ScoringPolicy): readonly MissingEvidence[] {
  const required = policy.minimumSample;
  return COMPONENTS.flatMap((component) => {
    const evidence = getEvidence(sums, component);
    if (policy.weights[component] === 0 || evidence >= required) return [];
    return [{ component, evidence, required, missing: required - evidence }];
  });
}
