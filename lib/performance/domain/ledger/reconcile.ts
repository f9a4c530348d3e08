import { equalFacts, type Fact } from "@/lib/performance/domain/scoring/fact";
import type { AssignmentId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { LedgerChange } from "./append-entry";

/** The fact that an assignment should count for, and the member. */
export type ExpectedFact = { readonly userId: MemberId; readonly fact: Fact };

/** The fact that the ledger counts, the member, and the entry that applied or last corrected it. */
export type AppliedFact = ExpectedFact & { readonly entryId: LedgerEntryId };

export type MissingChange = { readonly userId: MemberId; readonly change: LedgerChange };

/**
 * Reconciles an assignment with the ledger: returns the changes that are missing, none where the expected fact is
 * applied already, so delivering the same completion twice changes nothing. After a reassignment the fact is reversed
 * for the former assignee and then counted for the new one.
 *
 * @param expected null when nothing should count (open, cancelled or deleted).
 * @param applied null when nothing counts yet.
 */
export function listMissingChanges(
  assignmentId: AssignmentId,
  expected: ExpectedFact | null,
  applied: AppliedFact | null,
): readonly MissingChange[] {
  if (expected !== null && applied !== null && expected.userId === applied.userId) {
    return equalFacts(expected.fact, applied.fact)
      ? []
      : [correctFact(assignmentId, expected, applied)];
  }
  return [
    ...(applied === null ? [] : [reverseFact(assignmentId, applied)]),
    ...(expected === null ? [] : [countFact(assignmentId, expected)]),
  ];
}

function countFact(assignmentId: AssignmentId, { userId, fact }: ExpectedFact): MissingChange {
  return { userId, change: { type: "count", assignmentId, fact } };
}

function reverseFact(
  assignmentId: AssignmentId,
  { userId, fact, entryId }: AppliedFact,
): MissingChange {
  return { userId, change: { type: "reverse", assignmentId, fact, corrects: entryId } };
}

function correctFact(
  assignmentId: AssignmentId,
  expected: ExpectedFact,
  applied: AppliedFact,
): MissingChange {
  return {
    userId: expected.userId,
    change: {
      type: "correct",
      assignmentId,
      before: applied.fact,
      after: expected.fact,
      corrects: applied.entryId,
    },
  };
}
