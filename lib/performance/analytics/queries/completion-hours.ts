import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Period } from "@/lib/performance/domain/time/date-range";

/** What active members completed in an hour of the week. */
export type CompletionHour = {
  /** ISO 8601: 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly completions: number;
  readonly due: number;
  readonly onTime: number;
  /** How many people completed something, and something with a due date. */
  readonly people: number;
  readonly peopleDue: number;
};

/** The counted completions of a period by weekday and hour of a time zone; hours without any have no row. */
export async function listCompletionHours(
  database: Database | Transaction,
  organizationId: number,
  period: Period,
  timeZone: string,
): Promise<readonly CompletionHour[]> {
  // A fact keeps the local day of its own zone, which is at most a day away from the instant's in UTC: that bound is for
  // the index, the day itself decides. Each member's hours are put together first: counting the people in each hour of
  // all completions would sort them all.
  return database.$queryRaw<CompletionHour[]>(Prisma.sql`
    SELECT own.weekday, own.hour, sum(own.completions)::int AS completions, sum(own.due)::int AS due,
      sum(own.on_time)::int AS "onTime", count(*)::int AS people,
      (count(*) FILTER (WHERE own.due > 0))::int AS "peopleDue"
    FROM user_performance AS performance CROSS JOIN LATERAL (
      SELECT date_part('isodow', moment.local)::int AS weekday, date_part('hour', moment.local)::int AS hour,
        count(*) AS completions, count(fact.on_time) AS due, count(*) FILTER (WHERE fact.on_time) AS on_time
      FROM performance_facts AS fact
      CROSS JOIN LATERAL (SELECT fact.completed_at AT TIME ZONE ${timeZone} AS local) AS moment
      WHERE fact.organization_id = performance.organization_id AND fact.user_id = performance.user_id
        AND fact.completed_at >= ${period.from}::date - 2 AND fact.completed_at < ${period.to}::date + 3
        AND fact.completed_on BETWEEN ${period.from}::date AND ${period.to}::date
      GROUP BY 1, 2
    ) AS own
    WHERE performance.organization_id = ${organizationId} AND performance.is_active
    GROUP BY 1, 2`);
}
