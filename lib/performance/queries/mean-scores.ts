import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { LocalDate } from "@/lib/performance/domain/local-time";
import type { Period } from "@/lib/performance/domain/period";
import { type Group, isActiveIn } from "./groups";

/** What the members' latest scores up to the end of a day add up to. */
export type DayTotal = {
  readonly date: LocalDate;
  /** Hundredths. */
  readonly total: number;
  /** Members with a score by then. */
  readonly rated: number;
};

export type GroupDays = { readonly members: number; readonly days: readonly DayTotal[] };

/** A group's totals at the end of each day of a period on which one of its active members completed something, ascending. */
export async function getGroupDays(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  period: Period,
): Promise<GroupDays> {
  const [row] = await database.$queryRaw<{ members: number; days: DayTotal[] }[]>(Prisma.sql`
    WITH ${withDayTotals(organizationId, group, period)}
    SELECT (SELECT count(*)::int FROM person) AS members, (${selectDayTotals}) AS days`);
  return row ?? { members: 0, days: [] };
}

/**
 * `person`, the members of a group, and `day_total`: each member's score moves the total by its difference to their score
 * before, so that a day's total is the running sum of the moves up to it.
 */
export function withDayTotals(organizationId: number, group: Group, period: Period): Prisma.Sql {
  return Prisma.sql`
    person AS (
      SELECT performance.organization_id, performance.user_id
      FROM user_performance AS performance WHERE ${isActiveIn(organizationId, group)}
    ), point AS (
      SELECT person.user_id, NULL::date AS date, before.score
      FROM person CROSS JOIN LATERAL (
        SELECT cumulative_performance_score AS score FROM performance_snapshots
        WHERE organization_id = person.organization_id AND user_id = person.user_id
          AND snapshot_date < ${period.from}::date
        ORDER BY snapshot_date DESC LIMIT 1
      ) AS before
      UNION ALL
      SELECT person.user_id, snapshot.snapshot_date, snapshot.cumulative_performance_score
      FROM person JOIN performance_snapshots AS snapshot
        ON snapshot.organization_id = person.organization_id AND snapshot.user_id = person.user_id
        AND snapshot.snapshot_date BETWEEN ${period.from}::date AND ${period.to}::date
    ), move AS (
      SELECT date, coalesce(score, 0) - coalesce(lag(score) OVER member, 0) AS total,
        (score IS NOT NULL)::int - (lag(score) OVER member IS NOT NULL)::int AS rated
      FROM point WINDOW member AS (PARTITION BY user_id ORDER BY date NULLS FIRST)
    ), day_total AS (
      SELECT date, sum(sum(total)) OVER days AS total, sum(sum(rated)) OVER days AS rated
      FROM move GROUP BY date WINDOW days AS (ORDER BY date NULLS FIRST)
    )`;
}

/** The days of `day_total` as one JSON array, ascending. */
export const selectDayTotals = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('date', date, 'total', total, 'rated', rated) ORDER BY date), '[]'::json)
  FROM day_total WHERE date IS NOT NULL`;
