import { equalFacts, type Fact } from "@/lib/performance/domain/scoring/fact";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { type CountedCompletion, sortCompletions } from "./completion-order";

export type PartitionedAssignments = {
  /**
   * The facts that the ledger should count now, in order of completion: for a pending assignment its applied fact, for
   * any other its expected fact.
   */
  readonly completions: readonly CountedCompletion[];
  /** Assignments whose expected fact is not the applied one, and that a job is going to reconcile. */
  readonly pending: readonly AssignmentId[];
};

/**
 * Separates assignments that a job is going to reconcile: their ledger entry is not missing, it is not written yet. An
 * assignment with a job whose expected fact is already applied is not pending.
 *
 * @param expected the facts of a member's completed assignments.
 * @param applied the facts that the ledger counts for the member.
 * @param jobs the assignments that have a job.
 */
export function partitionPendingEntries(
  expected: readonly CountedCompletion[],
  applied: ReadonlyMap<AssignmentId, Fact>,
  jobs: { readonly has: (assignmentId: AssignmentId) => boolean },
): PartitionedAssignments {
  const expectedFacts = new Map(expected.map(({ assignmentId, fact }) => [assignmentId, fact]));
  const completions: CountedCompletion[] = [];
  const pending: AssignmentId[] = [];
  for (const assignmentId of new Set([...expectedFacts.keys(), ...applied.keys()])) {
    const expectedFact = expectedFacts.get(assignmentId) ?? null;
    const appliedFact = applied.get(assignmentId) ?? null;
    const isPending = jobs.has(assignmentId) && !equalFacts(expectedFact, appliedFact);
    const fact = isPending ? appliedFact : expectedFact;
    if (isPending) pending.push(assignmentId);
    if (fact !== null) completions.push({ assignmentId, fact });
  }
  return { completions: sortCompletions(completions), pending };
}
