import type { LedgerChange } from "@/lib/performance/domain/ledger/append-entry";

const COMES_BACK = "It comes back as soon as you reach it again.";

/** What a member reads about a milestone that was revoked by the nightly evaluation or a full check. */
export const REVOKED_BY_CHECK = `A check of all your completed work found that this milestone is not reached. ${COMES_BACK}`;

/** What a member reads about a milestone that was revoked by changes to their assignments. */
export function describeRevocation(changes: readonly LedgerChange[]): string {
  const [change] = changes;
  if (change === undefined || changes.length > 1) {
    return `Some of your completed work was added or changed, so this milestone is not reached any more. ${COMES_BACK}`;
  }
  switch (change.type) {
    case "reverse":
      return `Assignment ${change.assignmentId} was reopened, cancelled, deleted or reassigned, so it does not count any more and this milestone is not reached without it. ${COMES_BACK}`;
    case "correct":
      return `The facts of assignment ${change.assignmentId} were corrected, so this milestone is not reached any more. ${COMES_BACK}`;
    case "count":
      return `Assignment ${change.assignmentId} was added to your earlier work, so this milestone is not reached any more. ${COMES_BACK}`;
    case "policy":
      return `The scoring policy changed, so this milestone is not reached any more. ${COMES_BACK}`;
  }
}
