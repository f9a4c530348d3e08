import "server-only";
import type { Database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { BadgeEvidence } from "@/lib/performance/domain/achievements/badge-rules";
import { isActiveIn } from "@/lib/performance/ledger/queries/groups";
import { isRanked } from "@/lib/performance/ledger/queries/ranking-position";
import { readSums, runningSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

type MemberSummaryWithRank = Omit<BadgeEvidence, "weeklyScores">;

/** What badges follow from but the weeks; null where the organization has no such member. */
export async function findBadgeStanding(
  database: Database,
  organizationId: number,
  userId: number,
): Promise<MemberSummaryWithRank | null> {
  const [row] = await database.$queryRaw<
    { sums: number[]; rank: number | null; ranked_members: number }[]
  >(Prisma.sql`
    SELECT ${toPrismaSql(selectSums(runningSums, "performance"))} AS sums,
      CASE WHEN performance.is_active AND ${toPrismaSql(isRanked)} THEN (
        SELECT count(*)::int + 1 FROM user_performance AS above
        WHERE above.organization_id = performance.organization_id AND above.is_active
          AND NOT above.provisional AND above.score IS NOT NULL
          AND (above.score, above.tasks) > (performance.score, performance.tasks)
      ) END AS rank,
      (SELECT count(*)::int FROM user_performance AS performance
        WHERE ${toPrismaSql(isActiveIn(organizationId, { kind: "organization" }))} AND ${toPrismaSql(isRanked)}) AS ranked_members
    FROM user_performance AS performance
    WHERE performance.organization_id = ${organizationId} AND performance.user_id = ${userId}`);
  if (row === undefined) return null;
  return { sums: readSums(row.sums), rank: row.rank, rankedMembers: row.ranked_members };
}
