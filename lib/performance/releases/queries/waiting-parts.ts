import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf, parameter } from "@/lib/db/sql-values";
import type { MemberPart } from "@/lib/performance/domain/releases/batch";
import { fromLedgerSums } from "@/lib/performance/domain/scoring/sums";
import { endOfMonth, type Month } from "@/lib/performance/domain/time/months";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";
import { readLedgerSums } from "@/lib/performance/ledger/queries/sum-columns";
import { changeColumns, selectRecordedChanges } from "./recorded-changes";

type WaitingRequest = {
  readonly userIds: readonly MemberId[];
  /** Ascending and without gaps; at least one. */
  readonly months: readonly Month[];
  readonly timeZone: string;
};

/**
 * What some members recorded up to the end of the last month that no release counts yet, by team and month; entries of
 * before the first month are in the first.
 */
export async function listWaitingParts(
  database: Database,
  organizationId: OrganizationId,
  { userIds, months, timeZone }: WaitingRequest,
): Promise<readonly MemberPart[]> {
  const ends = months.map((month) => endOfMonth(month, timeZone));
  const rows = await selectRows(database, selectWaitingParts(organizationId, userIds, ends));
  return rows.map((row) => {
    const month = months[row.month];
    if (month === undefined) throw new Error("A part is of none of the months that were read.");
    return {
      userId: row.user_id,
      teamId: row.team_id,
      month,
      sums: fromLedgerSums(readLedgerSums(row.sums)),
      lastEntryId: row.last_entry_id,
      lastRecordedAt: row.last_recorded_at,
    };
  });
}

function selectWaitingParts(
  organizationId: OrganizationId,
  userIds: readonly MemberId[],
  ends: readonly Date[],
) {
  const totals = changeColumns.map((column) => sql`sum(${sql.ref(`change.${column}`)})`);
  const thresholds = sql`${[...ends]}::timestamptz[]`;
  return kysely
    .with(
      (cte) => cte("change").materialized(),
      () => selectRecordedChanges(organizationId, userIds),
    )
    .with(
      (cte) => cte("counted").materialized(),
      () => selectCounted(organizationId, userIds),
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
function selectCounted(organizationId: OrganizationId, userIds: readonly MemberId[]) {
  return kysely
    .selectFrom("aggregate_release_parts as part")
    .select(["part.user_id", "part.team_id"])
    .select(sql<bigint>`max(${sql.ref("part.last_entry_id")})`.as("last_entry_id"))
    .where("part.organization_id", "=", organizationId)
    .where("part.user_id", "=", anyOf(userIds))
    .groupBy(["part.user_id", "part.team_id"]);
}
