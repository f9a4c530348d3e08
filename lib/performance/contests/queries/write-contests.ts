import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Operand } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import type { ContestStatus } from "@/lib/performance/domain/contests/contest-rules";
import type {
  AssignmentChangeId,
  ContestId,
  LedgerEntryId,
  MemberId,
} from "@/lib/performance/domain/units/ids";

/** A contest, locked until the transaction ends. */
export type LockedContest = {
  readonly id: ContestId;
  readonly userId: MemberId;
  /** Null for a contest about a change. */
  readonly entryId: LedgerEntryId | null;
  /** Null for a contest about an entry. */
  readonly changeId: AssignmentChangeId | null;
  readonly status: ContestStatus;
  readonly reason: string | null;
  readonly decidedBy: MemberId | null;
  readonly decisionReason: string | null;
};

/** Locks a contest. Lock members first. Null where the organization has none of this id. */
export async function lockContest(
  transaction: Transaction,
  organizationId: number,
  id: ContestId,
): Promise<LockedContest | null> {
  const row = await selectRow(
    transaction,
    kysely
      .selectFrom("contests")
      .select(["id", "user_id", "entry_id", "change_id", "status", "reason"])
      .select(["decided_by", "decision_reason"])
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .forUpdate(),
  );
  if (row === null) return null;
  return {
    id: row.id,
    userId: row.user_id,
    entryId: row.entry_id,
    changeId: row.change_id,
    status: row.status,
    reason: row.reason,
    decidedBy: row.decided_by,
    decisionReason: row.decision_reason,
  };
}

/** What a contest is about. */
export type ContestSubject =
  | { readonly entryId: LedgerEntryId }
  | { readonly changeId: AssignmentChangeId };

export type OpenContest = {
  readonly id: ContestId;
  readonly userId: MemberId;
  readonly reason: string | null;
};

/** The open contest of an entry or a change, if any. */
export async function findOpenContestOf(
  transaction: Transaction,
  organizationId: number,
  subject: ContestSubject,
): Promise<OpenContest | null> {
  return transaction.contest.findFirst({
    where: { organizationId, ...subject, status: "open" },
    select: { id: true, userId: true, reason: true },
  });
}

export async function insertContest(
  transaction: Transaction,
  organizationId: number,
  contest: ContestSubject & {
    readonly userId: MemberId;
    readonly reason: string;
    readonly now: Date;
  },
): Promise<ContestId> {
  const { now, ...content } = contest;
  const { id } = await transaction.contest.create({
    data: { organizationId, ...content, raisedAt: now },
    select: { id: true },
  });
  return id;
}

/** Writes the decision of a locked open contest. Never earlier than it was raised, because clocks of servers differ. */
export async function writeDecision(
  transaction: Transaction,
  organizationId: number,
  id: ContestId,
  decision: {
    readonly status: ContestStatus;
    readonly decidedBy: MemberId;
    readonly reason: string | null;
    readonly correctingEntryId: LedgerEntryId | null;
    readonly now: Date;
  },
): Promise<void> {
  const { status, decidedBy, reason, correctingEntryId, now } = decision;
  await execute(
    transaction,
    updateOpen(organizationId, id).set((eb) => ({
      status,
      decided_by: decidedBy,
      decided_at: greatest(now, eb.ref("raised_at")),
      decision_reason: reason,
      correcting_entry_id: correctingEntryId,
    })),
  );
}

/** Withdraws a locked open contest. */
export async function writeWithdrawal(
  transaction: Transaction,
  organizationId: number,
  id: ContestId,
  now: Date,
): Promise<void> {
  await execute(
    transaction,
    updateOpen(organizationId, id).set((eb) => ({
      status: "withdrawn",
      withdrawn_at: greatest(now, eb.ref("raised_at")),
    })),
  );
}

/** Records when the person first saw the decision of their own contest. */
export async function writeSeen(
  database: Database | Transaction,
  organizationId: number,
  { id, userId, now }: { readonly id: ContestId; readonly userId: MemberId; readonly now: Date },
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("contests")
      .set((eb) => ({ seen_at: greatest(now, eb.ref("decided_at")) }))
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .where("user_id", "=", userId)
      .where("decided_at", "is not", null)
      .where("seen_at", "is", null),
  );
}

function updateOpen(organizationId: number, id: ContestId) {
  return kysely
    .updateTable("contests")
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("status", "=", "open");
}

function greatest(now: Date, earliest: Operand<Date | null>) {
  return sql<Date>`greatest(${now}, ${earliest})`;
}
