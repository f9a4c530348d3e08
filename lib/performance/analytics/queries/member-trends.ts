import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import {
  type GroupDays,
  selectDayTotals,
  withDayTotals,
} from "@/lib/performance/ledger/queries/mean-scores";
import { readSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";
import type { TrendPoint } from "@/lib/performance/ledger/queries/trend-points";

/** A member and their points. */
export type MemberTrend = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly points: readonly TrendPoint[];
};

export type GroupTrends = GroupDays & { readonly trends: readonly MemberTrend[] };

/** A group's totals per day, and the points of a page of its members, by id. */
export async function getGroupTrends(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  { period, afterId, limit }: { period: Period; afterId: number; limit: number },
): Promise<GroupTrends> {
  const [row] = await database.$queryRaw<Row[]>(Prisma.sql`
    WITH ${withDayTotals(organizationId, group, period)},
    page AS (
      SELECT user_id FROM person WHERE user_id > ${afterId}::int ORDER BY user_id LIMIT ${limit}
    )
    SELECT (SELECT count(*)::int FROM person) AS members, (${selectDayTotals}) AS days, (
      SELECT coalesce(json_agg(json_build_object(
          'userId', member.id, 'username', member.username, 'displayName', member.display_name,
          'alias', member.alias, 'points', trend.points
        ) ORDER BY member.id), '[]'::json)
      FROM page JOIN users AS member
        ON member.organization_id = ${organizationId} AND member.id = page.user_id
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_object('date', snapshot_date,
            'score', cumulative_performance_score, 'sums', ${selectSums("cumulative", "snapshot")}
          ) ORDER BY snapshot_date), '[]'::json) AS points
        FROM performance_snapshots AS snapshot
        WHERE snapshot.organization_id = ${organizationId} AND snapshot.user_id = page.user_id
          AND snapshot_date BETWEEN ${period.from}::date AND ${period.to}::date
      ) AS trend
    ) AS trends`);
  if (row === undefined) return { members: 0, days: [], trends: [] };
  return { ...row, trends: row.trends.map(readTrend) };
}

type PointRow = { date: LocalDate; score: number | null; sums: number[] };
type TrendRow = Omit<MemberTrend, "points"> & { points: PointRow[] };
type Row = GroupDays & { trends: TrendRow[] };

function readTrend(row: TrendRow): MemberTrend {
  const points = row.points.map((point) => ({ ...point, sums: readSums(point.sums) }));
  return { ...row, points };
}
