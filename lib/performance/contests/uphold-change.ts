import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createNotFoundError } from "@/lib/errors";
import { toEntryAndBefore } from "@/lib/performance/assignments/find-written-assignment";
import { listChangesAndLater } from "@/lib/performance/contests/queries/changes-and-later";
import type { StoredContest } from "@/lib/performance/contests/queries/stored-contests";
import type { AmendedFacts } from "@/lib/performance/contests/schemas";
import { getChangeRequirement } from "@/lib/performance/domain/contests/change-contest-rules";
import type { AssignmentChangeId } from "@/lib/performance/domain/units/ids";
import type { EntryAndBefore } from "@/lib/performance/ledger/queries/assignment-entry";
import { findAssignment } from "@/lib/performance/ledger/queries/assignment-list";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import { amendContestedAssignment } from "./uphold-contest";

/**
 * Amends the assignment whose change is contested.
 *
 * @returns the correction of the entry that counts the assignment; null where it does not count, or counts as before.
 * @throws AppError `conflict` where the member does not have the assignment any more; `invalid_request` for facts that
 * are on record already, or do not fit.
 */
export async function correctChange(
  transaction: Transaction,
  context: Context,
  { userId, assignmentId }: StoredContest,
  facts: AmendedFacts,
): Promise<EntryAndBefore | null> {
  const amendment = { assignmentId, facts };
  const written = await amendContestedAssignment(transaction, context, amendment, (stored) => {
    if (stored.userId !== userId || stored.deletedAt !== null) throw createNotHeldError();
    requireCompleted(stored, facts);
  });
  if (written.outcome === "unchanged") throw createSameFactsError();
  const correction = written.entries.find(
    ({ userId: member, entry }) => member === userId && entry.corrects !== null,
  );
  return correction === undefined ? null : toEntryAndBefore(correction, written);
}

/**
 * Checks that a contest about a change can be upheld without facts.
 *
 * @throws AppError `invalid_request` where the change holds, so that the right facts are needed; `conflict` where no
 * fact can correct it, so that it has to be undone first.
 */
export async function requireChangeUndone(
  transaction: Transaction,
  { organizationId }: Context,
  { userId, assignmentId }: StoredContest,
  changeId: AssignmentChangeId,
): Promise<void> {
  const found = await listChangesAndLater(transaction, organizationId, [changeId]);
  const change = found.get(changeId);
  if (change === undefined) throw createNotFoundError();
  const assignment = await findAssignment(transaction, organizationId, assignmentId);
  const isHeld = assignment?.userId === userId && assignment.deletedAt === null;
  const requirement = getChangeRequirement(change, { userId, isHeld });
  if (requirement === "undoing") throw createNotUndoneError();
  if (requirement === "facts") throw createMissingFactsError();
}

function requireCompleted({ status }: StoredAssignment, facts: AmendedFacts): void {
  if (facts.completed_at === undefined || status === "completed") return;
  throw new AppError(
    "invalid_request",
    "This assignment is not completed, so it has no completion time to correct. Nothing was changed.",
    {
      invalidParams: [
        { name: "completed_at", reason: "must be the time of a completed assignment" },
      ],
    },
  );
}

function createNotHeldError(): AppError {
  return new AppError(
    "conflict",
    "The assignment was deleted, or it belongs to another member now, so no fact of it can be corrected for the member who raised the contest. Uphold the contest without facts, or reject it and explain why. Nothing was changed.",
  );
}

function createSameFactsError(): AppError {
  return new AppError(
    "invalid_request",
    "The assignment has these facts already. Enter the facts that are right; if the change was corrected since, uphold the contest without facts. Nothing was changed.",
    { invalidParams: [{ name: "facts", reason: "must change the assignment" }] },
  );
}

function createMissingFactsError(): AppError {
  return new AppError(
    "invalid_request",
    "The contested change still holds, so upholding the contest needs the facts that are right. Nothing was changed.",
    { invalidParams: [{ name: "facts", reason: "must say what is right" }] },
  );
}

function createNotUndoneError(): AppError {
  return new AppError(
    "conflict",
    "No fact can correct the contested change: it took the assignment from the member, or changed its status. Undo it first, then uphold the contest without facts; or reject it and explain why. Nothing was changed.",
  );
}
