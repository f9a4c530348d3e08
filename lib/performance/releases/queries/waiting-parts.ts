import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { MemberPart } from "@/lib/performance/domain/releases/batch";
import { endOfMonth, type Month } from "@/lib/performance/domain/time/months";
import { ledgerSums, listSumColumns, readSums } from "@/lib/performance/ledger/queries/sum-columns";

/**
 * What members recorded up to the end of the last month that no release counts yet, by team and month; entries of
 * before the first month are in the first. Policy entries record nothing.
 *
 * An entry counts as recorded no earlier than the entry before it in the member's ledger, also where the clock was set
 * back, so that what a release counts of a member and team is always the beginning of it.
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

const columns = listSumColumns(ledgerSums);

function selectWaitingParts(organizationId: number, ends: readonly Date[]) {
  const totals = columns.map((column) => sql`sum(${sql.ref(`change.${column}`)})`);
  const thresholds = sql`${[...ends]}::timestamptz[]`;
  return kysely
    .with(
      (cte) => cte("change").materialized(),
      () => selectChanges(organizationId),
    )
    .with(
      (cte) => cte("counted").materialized(),
      () => selectCounted(organizationId),
    )
    .selectFrom("change")
    .leftJoin("team_memberships as membership", (join) =>
      join
        .on("membership.organization_id", "=", organizationId)
        .onRef("membership.user_id", "=", "change.user_id")
        .onRef("membership.since", "<=", "change.at")
        .on((eb) =>
          eb.or([
            eb("membership.until", "is", null),
            eb("membership.until", ">", eb.ref("change.at")),
          ]),
        ),
    )
    .leftJoin("counted", (join) =>
      join
        .onRef("counted.user_id", "=", "change.user_id")
        .onRef("counted.team_id", "is not distinct from", "membership.team_id"),
    )
    .select([
      "change.user_id",
      "membership.team_id",
      sql<number>`width_bucket(change.at, ${thresholds})`.as("month"),
      sql<number[]>`array[${sql.join(totals)}]::float8[]`.as("sums"),
      sql<bigint>`max(${sql.ref("change.id")})`.as("last_entry_id"),
      sql<Date>`max(${sql.ref("change.at")})`.as("last_recorded_at"),
    ])
    .where("change.kind", "!=", "policy")
    .where("change.at", "<", parameter(ends.at(-1) ?? new Date(0), "timestamptz"))
    .where((eb) =>
      eb.or([
        eb("counted.last_entry_id", "is", null),
        eb("change.id", ">", eb.ref("counted.last_entry_id")),
      ]),
    )
    .groupBy(["change.user_id", "membership.team_id", "month"])
    .orderBy("change.user_id")
    .orderBy("last_entry_id");
}

/** Each entry with what it changed, and when it counts as recorded. */
function selectChanges(organizationId: number) {
  const before = sql`over (partition by entry.user_id order by entry.id)`;
  return kysely
    .selectFrom("performance_logs as entry")
    .select(["entry.user_id", "entry.id", "entry.kind"])
    .select(sql<Date>`max(entry.recorded_at) ${before}`.as("at"))
    .select(
      columns.map((column) => {
        const total = sql.ref(`entry.${column}`);
        return sql<bigint>`${total} - lag(${total}, 1, 0::int8) ${before}`.as(column);
      }),
    )
    .where("entry.organization_id", "=", organizationId);
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
