import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Period } from "@/lib/performance/domain/period";

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
  // the index, the day itself decides.
  return database.$queryRaw<CompletionHour[]>(Prisma.sql`
    SELECT extract(isodow FROM moment.local)::int AS weekday, extract(hour FROM moment.local)::int AS hour,
      count(*)::int AS completions, count(fact.on_time)::int AS due,
      count(*) FILTER (WHERE fact.on_time)::int AS "onTime",
      count(DISTINCT fact.user_id)::int AS people,
      count(DISTINCT fact.user_id) FILTER (WHERE fact.on_time IS NOT NULL)::int AS "peopleDue"
    FROM user_performance AS performance
    JOIN performance_facts AS fact ON fact.organization_id = performance.organization_id
      AND fact.user_id = performance.user_id
      AND fact.completed_at >= ${period.from}::date - 2 AND fact.completed_at < ${period.to}::date + 3
      AND fact.completed_on BETWEEN ${period.from}::date AND ${period.to}::date
    CROSS JOIN LATERAL (SELECT fact.completed_at AT TIME ZONE ${timeZone} AS local) AS moment
    WHERE performance.organization_id = ${organizationId} AND performance.is_active
    GROUP BY 1, 2`);
}
