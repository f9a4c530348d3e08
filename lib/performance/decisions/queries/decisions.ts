import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import type { MemberId } from "@/lib/performance/domain/units/ids";

const withPeople = {
  decider: { select: { id: true, username: true, displayName: true, alias: true } },
  replier: { select: { id: true, username: true, displayName: true, alias: true } },
} as const;

/** The decisions about a member with the people in them, the last recorded first. */
export async function listDecisionsAbout(
  database: Database,
  organizationId: number,
  userId: MemberId,
  { before, limit }: { readonly before: bigint | null; readonly limit: number },
) {
  return database.decision.findMany({
    where: { organizationId, userId, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
    include: withPeople,
  });
}

export type StoredDecision = Awaited<ReturnType<typeof listDecisionsAbout>>[number];

/** Null where the organization has no such decision. */
export async function findDecision(
  database: Database | Transaction,
  organizationId: number,
  id: bigint,
): Promise<StoredDecision | null> {
  return database.decision.findUnique({
    where: { organizationId_id: { organizationId, id } },
    include: withPeople,
  });
}

/** Locks a decision until the transaction ends. */
export async function lockDecision(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
): Promise<void> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("decisions")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .forUpdate(),
  );
}

export async function insertDecision(
  transaction: Transaction,
  organizationId: number,
  decision: {
    readonly userId: MemberId;
    readonly kind: Row<"decisions">["kind"];
    readonly grounds: string;
    readonly decidedBy: MemberId;
    readonly recordedAt: Date;
  },
): Promise<bigint> {
  const { id } = await transaction.decision.create({ data: { organizationId, ...decision } });
  return id;
}

export async function writeContest(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
  contest: { readonly contestReason: string; readonly contestedAt: Date },
): Promise<void> {
  await transaction.decision.updateMany({ where: { organizationId, id }, data: contest });
}

export async function writeReply(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
  reply: { readonly reply: string; readonly repliedBy: MemberId; readonly repliedAt: Date },
): Promise<void> {
  await transaction.decision.updateMany({ where: { organizationId, id }, data: reply });
}
