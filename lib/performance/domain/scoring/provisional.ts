import { getEvidence } from "./component-ratio";
import { COMPONENTS, type Component, type ScoringPolicy } from "./policy";
import type { LedgerSums } from "./sums";

/** A component with too few completions for a score that is ranked. */
export type MissingEvidence = {
  readonly component: Component;
  /** Completions so far. */
  readonly evidence: number;
  /** Completions that the policy requires. */
  readonly required: number;
  /** Required minus evidence; at least 1. */
  readonly missing: number;
};

/** Whether a component that has a weight rests on fewer completions than the policy requires. */
export function isProvisional(sums: LedgerSums, policy: ScoringPolicy): boolean {
  return listMissingEvidence(sums, policy).length > 0;
}

/** The components that make a score provisional; empty exactly when it is not. */
export function listMissingEvidence(
  sums: LedgerSums,
  policy: ScoringPolicy,
): readonly MissingEvidence[] {
  const required = policy.minimumSample;
  return COMPONENTS.flatMap((component) => {
    const evidence = getEvidence(sums, component);
    if (policy.weights[component] === 0 || evidence >= required) return [];
    return [{ component, evidence, required, missing: required - evidence }];
  });
}
