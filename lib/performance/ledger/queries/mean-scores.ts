import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
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
 * `person`, the members of a group with their score before the period, and `day_total`: each day's score of a member moves
 * the total by its difference to their score before, so that a day's total is the running sum of the moves up to it. Read
 * member by member, as the index has them: a year of a thousand people is not sorted.
 */
export function withDayTotals(organizationId: number, group: Group, period: Period): Prisma.Sql {
  return Prisma.sql`
    person AS (
      SELECT performance.organization_id, performance.user_id, (
          SELECT cumulative_performance_score FROM performance_snapshots
          WHERE organization_id = performance.organization_id AND user_id = performance.user_id
            AND snapshot_date < ${period.from}::date
          ORDER BY snapshot_date DESC LIMIT 1
        ) AS score
      FROM user_performance AS performance WHERE ${isActiveIn(organizationId, group)}
    ), start AS (
      SELECT coalesce(sum(score), 0) AS total, count(score) AS rated FROM person
    ), move AS (
      SELECT step.date, sum(coalesce(step.score, 0) - coalesce(step.before, 0)) AS total,
        sum((step.score IS NOT NULL)::int - (step.before IS NOT NULL)::int) AS rated
      FROM person CROSS JOIN LATERAL (
        SELECT snapshot_date AS date, cumulative_performance_score AS score,
          lag(cumulative_performance_score, 1, person.score) OVER (ORDER BY snapshot_date) AS before
        FROM performance_snapshots
        WHERE organization_id = person.organization_id AND user_id = person.user_id
          AND snapshot_date BETWEEN ${period.from}::date AND ${period.to}::date
      ) AS step
      GROUP BY step.date
    ), day_total AS (
      SELECT move.date, start.total + sum(move.total) OVER days AS total,
        start.rated + sum(move.rated) OVER days AS rated
      FROM move CROSS JOIN start WINDOW days AS (ORDER BY move.date)
    )`;
}

/** The days of `day_total` as one JSON array, ascending. */
export const selectDayTotals = Prisma.sql`
  SELECT coalesce(json_agg(json_build_object('date', date, 'total', total, 'rated', rated) ORDER BY date), '[]'::json)
  FROM day_total`;
