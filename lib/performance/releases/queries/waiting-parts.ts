import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { MemberPart } from "@/lib/performance/domain/releases/batch";
import { endOfMonth, type Month } from "@/lib/performance/domain/time/months";
import { readSums } from "@/lib/performance/ledger/queries/sum-columns";
import { changeColumns, selectRecordedChanges } from "./recorded-changes";

/**
 * What members recorded up to the end of the last month that no release counts yet, by team and month; entries of
 * before the first month are in the first.
 *
 * @param months ascending and without gaps; at least one.
 */
export async function listWaitingParts(
  transaction: Transaction,
  organizationId: number,
  { months, timeZone }: { readonly months: readonly Month[]; readonly timeZone: string },
): Promise<readonly MemberPart[]> {
  const ends = months.map((month) => endOfMonth(month, timeZone));
  const rows = await selectRows(transaction, selectWaitingParts(organizationId, ends));
  return rows.map((row) => {
    const month = months[row.month];
    if (month === undefined) throw new Error("A part is of none of the months that were read.");
    return {
      userId: row.user_id,
      teamId: row.team_id,
      month,
      sums: readSums(row.sums),
      lastEntryId: row.last_entry_id,
      lastRecordedAt: row.last_recorded_at,
    };
  });
}

function selectWaitingParts(organizationId: number, ends: readonly Date[]) {
  const totals = changeColumns.map((column) => sql`sum(${sql.ref(`change.${column}`)})`);
  const thresholds = sql`${[...ends]}::timestamptz[]`;
  return kysely
    .with(
      (cte) => cte("change").materialized(),
      () => selectRecordedChanges(organizationId),
    )
    .with(
      (cte) => cte("counted").materialized(),
      () => selectCounted(organizationId),
    )
    .selectFrom("change")
    .leftJoin("counted", (join) =>
      join
        .onRef("counted.user_id", "=", "change.user_id")
        .onRef("counted.team_id", "is not distinct from", "change.team_id"),
    )
    .select([
      "change.user_id",
      "change.team_id",
      sql<number>`width_bucket(change.at, ${thresholds})`.as("month"),
      sql<number[]>`array[${sql.join(totals)}]::float8[]`.as("sums"),
      sql<bigint>`max(${sql.ref("change.id")})`.as("last_entry_id"),
      sql<Date>`max(${sql.ref("change.at")})`.as("last_recorded_at"),
    ])
    .where("change.at", "<", parameter(ends.at(-1) ?? new Date(0), "timestamptz"))
    .where((eb) =>
      eb.or([
        eb("counted.last_entry_id", "is", null),
        eb("change.id", ">", eb.ref("counted.last_entry_id")),
      ]),
    )
    .groupBy(["change.user_id", "change.team_id", "month"])
    .orderBy("change.user_id")
    .orderBy("last_entry_id");
}

/** The last entry that releases count of each member in each team. */
function selectCounted(organizationId: number) {
  return kysely
    .selectFrom("aggregate_release_parts as part")
    .select(["part.user_id", "part.team_id"])
    .select(sql<bigint>`max(${sql.ref("part.last_entry_id")})`.as("last_entry_id"))
    .where("part.organization_id", "=", organizationId)
    .groupBy(["part.user_id", "part.team_id"]);
}
