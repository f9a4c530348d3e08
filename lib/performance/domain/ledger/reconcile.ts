import { equalFacts, type Fact } from "@/lib/performance/domain/scoring/fact";
import type { LedgerChange } from "./append-entry";

/** The fact that ought to count for an assignment, and for whom. */
export type ExpectedFact = { readonly userId: number; readonly fact: Fact };

/** The fact that does count, for whom, and the entry that counted or last corrected it. */
export type AppliedFact = ExpectedFact & { readonly entryId: bigint };

export type MissingChange = { readonly userId: number; readonly change: LedgerChange };

/**
 * The changes that bring the ledger in line with an assignment: none when it already is, so
 * delivering the same thing twice changes nothing. Work that went to someone else is reversed for
 * the one and then counted for the other.
 *
 * @param owed null when nothing ought to count (open, cancelled or deleted).
 * @param counted null when nothing counts yet.
 */
export function missingChanges(
  assignmentId: bigint,
  owed: ExpectedFact | null,
  counted: AppliedFact | null,
): readonly MissingChange[] {
  if (owed !== null && counted !== null && owed.userId === counted.userId) {
    return equalFacts(owed.fact, counted.fact) ? [] : [correct(assignmentId, owed, counted)];
  }
  return [
    ...(counted === null ? [] : [reverse(assignmentId, counted)]),
    ...(owed === null ? [] : [count(assignmentId, owed)]),
  ];
}

function count(assignmentId: bigint, { userId, fact }: ExpectedFact): MissingChange {
  return { userId, change: { type: "count", assignmentId, fact } };
}

function reverse(assignmentId: bigint, { userId, fact, entryId }: AppliedFact): MissingChange {
  return { userId, change: { type: "reverse", assignmentId, fact, corrects: entryId } };
}

function correct(assignmentId: bigint, owed: ExpectedFact, counted: AppliedFact): MissingChange {
  return {
    userId: owed.userId,
    change: {
      type: "correct",
      assignmentId,
      before: counted.fact,
      after: owed.fact,
      corrects: counted.entryId,
    },
  };
}
