import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { contestingEntries, requireMayCall } from "@/lib/performance/access/permissions";
import { serializeChangesById } from "@/lib/performance/assignments/changes/serialize-changes";
import {
  findOpenContestOf,
  insertContest,
} from "@/lib/performance/contests/queries/write-contests";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import { isContestableEvent } from "@/lib/performance/domain/contests/change-contest-rules";
import type {
  AssignmentChangeId,
  AssignmentId,
  MemberId,
} from "@/lib/performance/domain/units/ids";
import { noteCreated } from "@/lib/resources/resource-guard";
import { auditContest } from "./audit-contest";
import { requireDecisions } from "./contest-reach";
import { describeContest } from "./get-contest";
import { lockActiveCaller } from "./raise-contest";

type ChangeKey = { readonly assignmentId: AssignmentId; readonly changeId: AssignmentChangeId };

/**
 * Contests a change of an assignment that the caller has, or had before or after it. Raising the same contest twice
 * returns the first one.
 *
 * @throws AppError `forbidden` where the privacy mode hides the change from every decider; `not_found` for anything but
 * a change of the caller's own assignment; `conflict` for a baseline, and while a contest of the change is open.
 */
export async function contestChange(
  context: Context,
  { reason, ...key }: ChangeKey & { readonly reason: string },
): Promise<ContestResponse> {
  const { actor, database, organizationId, now } = context;
  requireMayCall(actor, contestingEntries);
  requireDecisions(context);
  return withTransaction(database, async (transaction) => {
    const userId = await lockActiveCaller(transaction, context, [key.assignmentId]);
    const { changeId } = key;
    const event = await requireOwnChange(transaction, context, userId, key);
    const open = await findOpenContestOf(transaction, organizationId, { changeId });
    if (open !== null) {
      if (open.userId !== userId || open.reason !== reason) throw createOpenContestError();
      return describeContest(transaction, context, open.id);
    }
    if (!isContestableEvent(event)) throw createBaselineError();
    const contest = { userId, changeId, reason, now };
    const id = await insertContest(transaction, organizationId, contest);
    noteCreated(transaction, context, "contest", id);
    await auditContest(transaction, context, "raise", { id, userId, entryId: null, changeId });
    return describeContest(transaction, context, id);
  });
}

/** Read with the members locked, so that the assignment is not reassigned meanwhile. */
async function requireOwnChange(
  transaction: Transaction,
  context: Context,
  userId: MemberId,
  { assignmentId, changeId }: ChangeKey,
) {
  const found = await serializeChangesById(context, transaction, [changeId], [userId]);
  const change = found.get(changeId);
  const isOwn = change?.isOwn === true && change.assignmentId === assignmentId;
  if (!isOwn) throw createNotFoundError();
  return change.change.event;
}

function createOpenContestError(): AppError {
  return new AppError(
    "conflict",
    "This change is contested already, and no decision has been made yet. To give another reason, withdraw your contest first. Nothing was changed.",
  );
}

function createBaselineError(): AppError {
  return new AppError(
    "conflict",
    "This record is no change: the assignment was there before its changes were recorded. Contest the entry that counts it. Nothing was changed.",
  );
}
