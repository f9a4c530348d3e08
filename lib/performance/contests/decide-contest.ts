import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { recordAccess } from "@/lib/performance/access/record-access";
import { requireDecidable } from "@/lib/performance/access/visible-members";
import { describeEntry } from "@/lib/performance/assignments/describe-change";
import { findContest } from "@/lib/performance/contests/queries/contests";
import type { StoredContest } from "@/lib/performance/contests/queries/stored-contests";
import {
  type LockedContest,
  lockContest,
  writeDecision,
} from "@/lib/performance/contests/queries/write-contests";
import type { ContestDecision, DecidedContest } from "@/lib/performance/contests/schemas";
import { type ContestStatus, closeContest } from "@/lib/performance/domain/contests/contest-rules";
import type { ContestId, LedgerEntryId } from "@/lib/performance/domain/units/ids";
import {
  type EntryAndBefore,
  findEntryAndBefore,
} from "@/lib/performance/ledger/queries/assignment-entry";
import { getMemberQueueKeys, lockMembers } from "@/lib/performance/ledger/queries/lock-members";
import { requireVersion } from "@/lib/resources/resource-guard";
import { auditContest } from "./audit-contest";
import { requireDecisions } from "./contest-reach";
import { describeContest } from "./get-contest";
import { requireOtherPerson } from "./second-key";
import { correctChange, requireChangeUndone } from "./uphold-change";
import { matchesFacts, requireSupersedingEntry, writeCorrection } from "./uphold-contest";

type DecisionInput = { readonly id: ContestId; readonly decision: ContestDecision };

/**
 * Decides another member's contest. Upholding corrects the contested entry or change; rejecting changes nothing, and
 * the member reads the reason. A repeated decision returns the same response.
 *
 * @throws AppError `forbidden` without permission, about the caller's own work, and about a change that the caller made
 * while another person may decide; `not_found` for a contest out of reach; `conflict` once it is closed, where the
 * entry was superseded meanwhile, or without the second key that it needs; `invalid_request` for facts that change
 * nothing or do not fit.
 */
export async function decideContest(
  context: Context,
  { id, decision }: DecisionInput,
): Promise<DecidedContest> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "decide_contests");
  requireDecisions(context);
  const decide = async (transaction: Transaction) => {
    const found = requireDecidable(actor, await findContest(transaction, organizationId, id));
    await lockMembers(transaction, organizationId, [found.userId], { ids: [found.assignmentId] });
    await requireVersion(transaction, context);
    const contest = await lockOpenContest(transaction, context, { id, decision });
    if (contest === null) {
      await requireSameFacts(transaction, context, found, decision);
      return describeDecision(transaction, context, id, null);
    }
    await requireOtherPerson(transaction, context, found);
    const correction =
      decision.decision === "rejected"
        ? null
        : await findCorrection(transaction, context, { ...found, locked: contest }, decision);
    await closeDecided(transaction, context, contest, decision, correction?.entry.id ?? null);
    return describeDecision(transaction, context, id, correction);
  };
  const { userId } = requireDecidable(actor, await findContest(database, organizationId, id));
  const queueKeys = getMemberQueueKeys(organizationId, [userId]);
  const decided = await withTransaction(database, decide, { queueKeys });
  await recordAccess(context, { type: "member", id: decided.contest.user_id }, "contests");
  return decided;
}

/**
 * The contest, locked until the transaction ends; null where the caller made this decision already.
 * @throws AppError `conflict` where it was closed in another way.
 */
async function lockOpenContest(
  transaction: Transaction,
  { actor, organizationId }: Context,
  { id, decision }: DecisionInput,
): Promise<LockedContest | null> {
  const contest = await lockContest(transaction, organizationId, id);
  if (contest === null) throw createNotFoundError();
  if (contest.status === "open") return contest;
  const isSame =
    contest.status === decision.decision &&
    contest.decidedBy === actor.userId &&
    contest.decisionReason === (decision.reason ?? null);
  if (isSame) return null;
  throw createClosedError(contest.status);
}

/**
 * The entry that corrects the contested one: written here, or found where the work was corrected meanwhile. Null for
 * the change of an assignment that does not count, and where the change was undone meanwhile.
 */
async function findCorrection(
  transaction: Transaction,
  context: Context,
  { locked, ...contest }: StoredContest & { readonly locked: LockedContest },
  { facts }: ContestDecision,
): Promise<EntryAndBefore | null> {
  const { entryId, change, assignmentId } = contest;
  if (change !== null) {
    if (facts !== undefined) return correctChange(transaction, context, contest, facts);
    await requireChangeUndone(transaction, context, contest, change.id);
    return null;
  }
  if (facts !== undefined) {
    return writeCorrection(transaction, context, locked, { assignmentId, facts });
  }
  if (entryId === null) throw new Error("A contest is about an entry or a change.");
  return requireSupersedingEntry(transaction, context, entryId);
}

/** @throws AppError `conflict` where a decision is repeated with other facts. */
async function requireSameFacts(
  transaction: Transaction,
  context: Context,
  { assignmentId }: StoredContest,
  { facts }: ContestDecision,
): Promise<void> {
  if (facts === undefined || (await matchesFacts(transaction, context, { assignmentId, facts }))) {
    return;
  }
  throw createClosedError("upheld");
}

function createClosedError(status: ContestStatus): AppError {
  const what =
    status === "withdrawn"
      ? "This contest was withdrawn by the person who raised it. There is nothing left to decide."
      : `This contest was ${status} already. A decision is final: if something is still wrong, the person can contest the entry that counts now, or the change again.`;
  return new AppError("conflict", `${what} Nothing was changed.`);
}

async function closeDecided(
  transaction: Transaction,
  context: Context,
  contest: LockedContest,
  { decision, reason }: ContestDecision,
  correctingEntryId: LedgerEntryId | null,
): Promise<void> {
  const { actor, organizationId, now } = context;
  const closing = decision === "upheld" ? "uphold" : "reject";
  const status = closeContest(contest.status, closing);
  if (status === null || actor.userId === null) {
    throw new Error("A closed contest cannot be decided.");
  }
  const written = {
    status,
    decidedBy: actor.userId,
    reason: reason ?? null,
    correctingEntryId,
    now,
  };
  await writeDecision(transaction, organizationId, contest.id, written);
  await auditContest(transaction, context, closing, contest);
}

/** @param written the correction, if this call wrote it; otherwise the one that the contest names is read. */
async function describeDecision(
  transaction: Transaction,
  context: Context,
  id: ContestId,
  written: EntryAndBefore | null,
): Promise<DecidedContest> {
  const contest = await describeContest(transaction, context, id);
  const stored = written === null ? contest.correction : null;
  const correction =
    stored === null
      ? written
      : await findEntryAndBefore(transaction, context.organizationId, BigInt(stored.id));
  return { contest, ...describeEntry(correction, contest.assignment_title) };
}
