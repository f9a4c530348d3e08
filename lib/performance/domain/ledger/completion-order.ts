import type { Fact } from "@/lib/performance/domain/scoring/fact";

/** A counted fact and the assignment it was taken from. */
export type Completion = { readonly assignmentId: bigint; readonly fact: Fact };

/**
 * The order of completions: by the moment of completion, then by assignment. It never answers 0
 * for two different assignments.
 */
export function compareCompletions(left: Completion, right: Completion): number {
  return (
    left.fact.completedAt.getTime() - right.fact.completedAt.getTime() ||
    Number(left.assignmentId > right.assignmentId) - Number(left.assignmentId < right.assignmentId)
  );
}

/** Completions in their order. */
export function sortCompletions(completions: Iterable<Completion>): readonly Completion[] {
  return [...completions].sort(compareCompletions);
}
