import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type Group, isActiveIn } from "@/lib/performance/ledger/queries/groups";

export type GroupScores = {
  readonly members: number;
  /** Of the members who have one, in hundredths, highest first. */
  readonly scores: readonly number[];
};

/** The scores of a group's active members. */
export async function getGroupScores(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
): Promise<GroupScores> {
  const [row] = await database.$queryRaw<{ members: number; scores: number[] | null }[]>(Prisma.sql`
    SELECT count(*)::int AS members,
      array_agg(score::int ORDER BY score DESC) FILTER (WHERE score IS NOT NULL) AS scores
    FROM user_performance AS performance
    WHERE ${isActiveIn(organizationId, group)}`);
  return { members: row?.members ?? 0, scores: row?.scores ?? [] };
}
