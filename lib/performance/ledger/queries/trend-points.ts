import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { cumulativeSums, selectSums, toSums } from "./sum-columns";

/** Where a member stood at the end of a local day on which they completed something. */
export type TrendPoint = {
  readonly date: LocalDate;
  /** Hundredths. */
  readonly score: number | null;
  readonly sums: Sums;
};

/** A member's points within a period, ascending. */
export async function listTrendPoints(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  period: Period,
): Promise<readonly TrendPoint[]> {
  const rows = await database.$queryRaw<{ date: string; score: number | null; sums: number[] }[]>(
    Prisma.sql`
    SELECT snapshot_date::text AS date, cumulative_performance_score AS score,
      ${toPrismaSql(selectSums(cumulativeSums, "snapshot"))} AS sums
    FROM performance_snapshots AS snapshot
    WHERE organization_id = ${organizationId} AND user_id = ${userId}
      AND snapshot_date BETWEEN ${period.from}::date AND ${period.to}::date
    ORDER BY snapshot_date`,
  );
  return rows.map(({ date, score, sums }) => ({ date, score, sums: toSums(sums) }));
}
