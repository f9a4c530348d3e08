import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { contestingEntries, requireMayCall } from "@/lib/performance/access/permissions";
import {
  findOpenContestOf,
  insertContest,
} from "@/lib/performance/contests/queries/write-contests";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import {
  type ContestObstacle,
  findContestObstacle,
} from "@/lib/performance/domain/contests/contest-rules";
import type { AssignmentId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import {
  type FoundEntry,
  findContestableEntry,
} from "@/lib/performance/ledger/queries/contested-records";
import { lockMembers } from "@/lib/performance/ledger/queries/lock-members";
import { noteCreated } from "@/lib/resources/resource-guard";
import { auditContest } from "./audit-contest";
import { requireDecisions } from "./contest-reach";
import { describeContest } from "./get-contest";

/**
 * Contests an entry about the caller's own work. Raising the same contest twice returns the first one.
 *
 * @throws AppError `forbidden` where the privacy mode hides the entry from every decider; `not_found` for anything but
 * an entry about the caller's own work; `conflict` for an entry that cannot be contested, or not any more, and for a
 * second contest while the first is open.
 */
export async function raiseContest(
  context: Context,
  input: { readonly entryId: LedgerEntryId; readonly reason: string },
): Promise<ContestResponse> {
  const { actor, database, organizationId, now } = context;
  const { entryId, reason } = input;
  requireMayCall(actor, contestingEntries);
  requireDecisions(context);
  return withTransaction(database, async (transaction) => {
    const { userId, ...entry } = await requireOwnEntry(transaction, context, entryId);
    const open = await findOpenContestOf(transaction, organizationId, { entryId });
    if (open !== null) {
      if (open.reason !== reason) throw createOpenContestError();
      return describeContest(transaction, context, open.id);
    }
    const obstacle = findContestObstacle(entry);
    if (obstacle !== null) throw createNotContestableError(obstacle, entry);
    const added = await insertContest(transaction, organizationId, {
      userId,
      entryId,
      reason,
      now,
    });
    noteCreated(transaction, context, "contest", added);
    await auditContest(transaction, context, "raise", {
      ...{ id: added, userId, entryId, changeId: null },
    });
    return describeContest(transaction, context, added);
  });
}

/** Read with the member locked, so that the assignment is not amended or reopened meanwhile. */
async function requireOwnEntry(
  transaction: Transaction,
  context: Context,
  entryId: LedgerEntryId,
): Promise<FoundEntry> {
  const userId = await lockActiveCaller(transaction, context, []);
  const entry = await findContestableEntry(transaction, context.organizationId, entryId);
  if (entry === null || entry.userId !== userId) throw createNotFoundError();
  return entry;
}

/**
 * Locks the caller, and the members who have the assignments.
 *
 * @throws AppError `not_found` for a member who was deactivated after the request began: they may be erased by now, and
 * nothing is written about them.
 */
export async function lockActiveCaller(
  transaction: Transaction,
  { actor, organizationId }: Context,
  assignmentIds: readonly AssignmentId[],
): Promise<MemberId> {
  if (actor.userId === null) throw createNotFoundError();
  const locked = await lockMembers(transaction, organizationId, [actor.userId], {
    ids: assignmentIds,
  });
  if (locked.get(actor.userId)?.isActive !== true) throw createNotFoundError();
  return actor.userId;
}

function createOpenContestError(): AppError {
  return new AppError(
    "conflict",
    "You have already contested this entry, and no decision has been made yet. To give another reason, withdraw that contest first. Nothing was changed.",
  );
}

function createNotContestableError(
  obstacle: ContestObstacle,
  { supersededBy }: Omit<FoundEntry, "userId">,
) {
  const why = {
    policy:
      "This entry comes from a new scoring policy, which applies to everyone and counts no work of yours. Ask an administrator why the policy changed.",
    reversal:
      "This entry reverses an earlier one, so it has no figure to correct. Once the work is completed again, you can contest the new entry.",
    superseded: `This entry does not count any more: entry ${supersededBy} corrected or reversed it. If that entry is wrong as well, contest it instead.`,
  };
  return new AppError("conflict", `${why[obstacle]} Nothing was changed.`);
}
