import type { Fact, MeasuredFact } from "@/lib/performance/domain/scoring/fact";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";

/** A fact that counts, and its assignment. */
export type Completion = { readonly assignmentId: AssignmentId; readonly fact: MeasuredFact };

/** The same, with what is known of its due date. */
export type CountedCompletion = { readonly assignmentId: AssignmentId; readonly fact: Fact };

/**
 * Orders by time of completion, then by assignment id. Returns 0 only for the same assignment.
 */
export function compareCompletions(left: Completion, right: Completion): number {
  return (
    left.fact.completedAt.getTime() - right.fact.completedAt.getTime() ||
    Number(left.assignmentId > right.assignmentId) - Number(left.assignmentId < right.assignmentId)
  );
}

export function sortCompletions<Item extends Completion>(
  completions: Iterable<Item>,
): readonly Item[] {
  return [...completions].sort(compareCompletions);
}
