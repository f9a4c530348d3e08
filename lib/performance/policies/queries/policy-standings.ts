import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { readSums, runningSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

/** An active member, with all that a policy makes a score of. */
export type ScoredMember = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly sums: Sums;
  readonly policyVersion: number;
};

/** All active members of an organization. */
export async function listScoredMembers(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly ScoredMember[]> {
  const rows = await database.$queryRaw<
    (Omit<ScoredMember, "sums"> & { sums: number[] })[]
  >(Prisma.sql`
    SELECT member.id AS "userId", member.username, member.display_name AS "displayName", member.alias,
      ${toPrismaSql(selectSums(runningSums, "performance"))} AS sums, performance.policy_version AS "policyVersion"
    FROM user_performance AS performance
    JOIN users AS member ON member.organization_id = performance.organization_id
      AND member.id = performance.user_id
    WHERE performance.organization_id = ${organizationId} AND performance.is_active`);
  return rows.map((row) => ({ ...row, sums: readSums(row.sums) }));
}

/** Everybody who has ever been a member, in the order of their ids. */
export async function listAllMemberIds(
  transaction: Transaction,
  organizationId: number,
): Promise<readonly number[]> {
  const rows = await transaction.$queryRaw<{ user_id: number }[]>`
    SELECT user_id FROM user_performance WHERE organization_id = ${organizationId} ORDER BY user_id`;
  return rows.map(({ user_id: userId }) => userId);
}
