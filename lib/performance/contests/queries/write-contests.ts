import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import type { ContestStatus } from "@/lib/performance/domain/contests/contest-rules";

/** A contest, held until the transaction ends. */
export type LockedContest = {
  readonly id: bigint;
  readonly userId: number;
  readonly entryId: bigint;
  readonly status: ContestStatus;
  readonly reason: string | null;
  readonly decidedBy: number | null;
  readonly decisionReason: string | null;
};

/** Holds a contest; whoever holds members too takes them first. Null where the organization has none of this id. */
export async function lockContest(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
): Promise<LockedContest | null> {
  const [row] = await transaction.$queryRaw<LockedContest[]>`
    SELECT id, user_id AS "userId", entry_id AS "entryId", status::text AS status, reason,
      decided_by AS "decidedBy", decision_reason AS "decisionReason"
    FROM contests WHERE organization_id = ${organizationId} AND id = ${id} FOR UPDATE`;
  return row ?? null;
}

/** The open contest of an entry, if any. */
export async function findOpenContestOf(
  transaction: Transaction,
  organizationId: number,
  entryId: bigint,
): Promise<{ readonly id: bigint; readonly reason: string | null } | null> {
  return transaction.contest.findFirst({
    where: { organizationId, entryId, status: "open" },
    select: { id: true, reason: true },
  });
}

export async function insertContest(
  transaction: Transaction,
  organizationId: number,
  contest: {
    readonly userId: number;
    readonly entryId: bigint;
    readonly reason: string;
    readonly now: Date;
  },
): Promise<bigint> {
  const { userId, entryId, reason, now } = contest;
  const { id } = await transaction.contest.create({
    data: { organizationId, userId, entryId, reason, raisedAt: now },
    select: { id: true },
  });
  return id;
}

/** Writes a decision of a contest that the transaction holds open. Clocks of two servers differ: never before it was raised. */
export async function writeDecision(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
  decision: {
    readonly status: ContestStatus;
    readonly decidedBy: number;
    readonly reason: string | null;
    readonly correctingEntryId: bigint | null;
    readonly now: Date;
  },
): Promise<void> {
  const { status, decidedBy, reason, correctingEntryId, now } = decision;
  await transaction.$executeRaw`
    UPDATE contests SET status = ${status}::"ContestStatus", decided_by = ${decidedBy},
      decided_at = greatest(${now}, raised_at), decision_reason = ${reason},
      correcting_entry_id = ${correctingEntryId}
    WHERE organization_id = ${organizationId} AND id = ${id} AND status = 'open'`;
}

/** Withdraws a contest that the transaction holds open. */
export async function writeWithdrawal(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
  now: Date,
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE contests SET status = 'withdrawn', withdrawn_at = greatest(${now}, raised_at)
    WHERE organization_id = ${organizationId} AND id = ${id} AND status = 'open'`;
}

/** Notes that the person noticed the decision of their own contest; the first time stays. */
export async function writeSeen(
  database: Database | Transaction,
  organizationId: number,
  { id, userId, now }: { readonly id: bigint; readonly userId: number; readonly now: Date },
): Promise<void> {
  await database.$executeRaw`
    UPDATE contests SET seen_at = greatest(${now}, decided_at)
    WHERE organization_id = ${organizationId} AND id = ${id} AND user_id = ${userId}
      AND decided_at IS NOT NULL AND seen_at IS NULL`;
}
