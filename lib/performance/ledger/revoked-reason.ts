import type { LedgerChange } from "@/lib/performance/domain/ledger/ledger";

const COMES_BACK = "It comes back as soon as it is reached again.";

/** What somebody reads about a milestone that time or a check of everything took back. */
export const REVOKED_BY_CHECK = `A check of all your completed work found that it does not hold. ${COMES_BACK}`;

/** What somebody reads about a milestone that some changes of their work undid. */
export function describeRevocation(changes: readonly LedgerChange[]): string {
  const [change] = changes;
  if (change === undefined || changes.length > 1) {
    return `Some of your completed work was added or changed, and with it this milestone does not hold. ${COMES_BACK}`;
  }
  switch (change.type) {
    case "reverse":
      return `Assignment ${change.assignmentId} was taken back, so it does not count any more, and without it this milestone does not hold. ${COMES_BACK}`;
    case "correct":
      return `The facts of assignment ${change.assignmentId} were corrected, and with them this milestone does not hold. ${COMES_BACK}`;
    case "count":
      return `Assignment ${change.assignmentId} was added to your earlier work, and with it this milestone does not hold. ${COMES_BACK}`;
    case "policy":
      return `The scoring policy changed, and under it this milestone does not hold. ${COMES_BACK}`;
  }
}
