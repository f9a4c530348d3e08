import { equalFacts, type Fact } from "@/lib/performance/domain/scoring/fact";
import { type Completion, sortCompletions } from "./completion-order";

export type PartitionedAssignments = {
  /** What ought to count by now, in order of completion: of what still waits, whatever counts until then. */
  readonly settled: readonly Completion[];
  /** Assignments whose fact does not count as it ought to yet, and which a job is to bring in line. */
  readonly waiting: readonly bigint[];
};

/**
 * Sets apart what a job has yet to bring in line with the ledger: its entry is not missing, it is not there yet. An
 * assignment with a job whose fact counts as it ought to waits for nothing.
 *
 * @param owed the facts of a member's completed assignments.
 * @param counted the facts that do count for the member.
 * @param jobs the assignments that a job is about.
 */
export function partitionPending(
  owed: readonly Completion[],
  counted: ReadonlyMap<bigint, Fact>,
  jobs: { readonly has: (assignmentId: bigint) => boolean },
): PartitionedAssignments {
  const expectedFacts = new Map(owed.map(({ assignmentId, fact }) => [assignmentId, fact]));
  const settled: Completion[] = [];
  const waiting: bigint[] = [];
  for (const assignmentId of new Set([...expectedFacts.keys(), ...counted.keys()])) {
    const ought = expectedFacts.get(assignmentId) ?? null;
    const does = counted.get(assignmentId) ?? null;
    const isWaiting = jobs.has(assignmentId) && !equalFacts(ought, does);
    const fact = isWaiting ? does : ought;
    if (isWaiting) waiting.push(assignmentId);
    if (fact !== null) settled.push({ assignmentId, fact });
  }
  return { settled: sortCompletions(settled), waiting };
}
