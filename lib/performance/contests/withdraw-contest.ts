import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { contestingEntries, requireMayCall } from "@/lib/performance/access/permissions";
import {
  lockContest,
  writeSeen,
  writeWithdrawal,
} from "@/lib/performance/contests/queries/write-contests";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import { closeContest } from "@/lib/performance/domain/contests/contest-rules";
import type { ContestId } from "@/lib/performance/domain/units/ids";
import { requireVersion } from "@/lib/resources/resource-guard";
import { auditContest } from "./audit-contest";
import { describeContest } from "./get-contest";
import { endDecisionProposals } from "./second-key";

type ContestKey = { readonly id: ContestId };

/**
 * Withdraws an open contest of the caller; what it is about does not change. Doing it twice changes nothing.
 * @throws AppError `not_found` for anything but the caller's own contest; `conflict` once it is decided.
 */
export async function withdrawContest(
  context: Context,
  { id }: ContestKey,
): Promise<ContestResponse> {
  const { actor, database, organizationId, now } = context;
  requireMayCall(actor, contestingEntries);
  return withTransaction(database, async (transaction) => {
    const contest = await lockContest(transaction, organizationId, id);
    if (contest === null || contest.userId !== actor.userId) throw createNotFoundError();
    await requireVersion(transaction, context);
    if (contest.status === "withdrawn") return describeContest(transaction, context, id);
    if (closeContest(contest.status, "withdraw") === null) {
      throw new AppError(
        "conflict",
        `This contest was ${contest.status} already, so it cannot be withdrawn. Nothing was changed.`,
      );
    }
    await writeWithdrawal(transaction, organizationId, id, now);
    if (contest.changeId !== null) await endDecisionProposals(transaction, context, id);
    await auditContest(transaction, context, "withdraw", contest);
    return describeContest(transaction, context, id);
  });
}

/**
 * Marks the decision of the caller's own contest as seen; an open contest has no decision to mark.
 * @throws AppError `not_found` for anything but the caller's own contest.
 */
export async function markContestSeen(
  context: Context,
  { id }: ContestKey,
): Promise<ContestResponse> {
  const { actor, database, organizationId, now } = context;
  requireMayCall(actor, contestingEntries);
  const { userId } = actor;
  return withTransaction(database, async (transaction) => {
    const contest = await lockContest(transaction, organizationId, id);
    if (userId === null || contest?.userId !== userId) throw createNotFoundError();
    await requireVersion(transaction, context);
    await writeSeen(transaction, organizationId, { id, userId, now });
    return describeContest(transaction, context, id);
  });
}
