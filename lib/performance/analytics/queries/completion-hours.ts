import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";

/** The completions of active members in an hour of the week. */
export type CompletionHour = {
  /** ISO 8601: 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly completions: number;
  readonly due: number;
  readonly onTime: number;
};

/** The counted completions of a period by weekday and hour of a time zone. Hours without completions have no row. */
export async function listCompletionHours(
  database: Database | Transaction,
  organizationId: number,
  period: Period,
  timeZone: string,
): Promise<readonly CompletionHour[]> {
  const { from, to } = period;
  const rows = await selectRows(
    database,
    selectCompletionHours({ organizationId, from, to, timeZone }),
  );
  return rows.map(({ on_time, ...row }) => ({
    ...row,
    onTime: on_time,
  }));
}

/**
 * The hours of one member of `user_performance AS performance`; to count members over all completions would sort them
 * all. The bounds of `completed_at` are for the index: a fact's local day differs from the day in UTC by at most one.
 */
function selectHoursOfMember({ from, to, timeZone }: Placeholders<HoursValues>) {
  const completedAt = withAliases<{ fact: "performance_facts" }>().ref("fact.completed_at");
  const moment = kysely.selectNoFrom(sql`${completedAt} at time zone ${timeZone}`.as("local"));
  return withAliases<{ performance: "user_performance" }>()
    .selectFrom("performance_facts as fact")
    .crossJoinLateral(moment.as("moment"))
    .select((eb) => [
      sql<number>`date_part('isodow', ${eb.ref("moment.local")})::int4`.as("weekday"),
      sql<number>`date_part('hour', ${eb.ref("moment.local")})::int4`.as("hour"),
      eb.fn.countAll<bigint>().as("completions"),
      eb.fn.count<bigint>("fact.on_time").as("due"),
      eb.fn.countAll<bigint>().filterWhere("fact.on_time", "is", true).as("on_time"),
    ])
    .whereRef("fact.organization_id", "=", "performance.organization_id")
    .whereRef("fact.user_id", "=", "performance.user_id")
    .where("fact.completed_at", ">=", sql<Date>`${from}::date - 2`)
    .where("fact.completed_at", "<", sql<Date>`${to}::date + 3`)
    .where((eb) => eb.between("fact.completed_on", from, to))
    .groupBy(sql`1, 2`);
}

type HoursValues = { organizationId: number; from: LocalDate; to: LocalDate; timeZone: string };

const selectCompletionHours = compileOnce((value: Placeholders<HoursValues>) =>
  kysely
    .selectFrom("user_performance as performance")
    .crossJoinLateral(selectHoursOfMember(value).as("own"))
    .select((eb) => [
      "own.weekday",
      "own.hour",
      castTo(eb.fn.sum<bigint>("own.completions"), "int4").as("completions"),
      castTo(eb.fn.sum<bigint>("own.due"), "int4").as("due"),
      castTo(eb.fn.sum<bigint>("own.on_time"), "int4").as("on_time"),
    ])
    .where("performance.organization_id", "=", value.organizationId)
    .where((eb) => eb.ref("performance.is_active"))
    .groupBy(["own.weekday", "own.hour"]),
);
