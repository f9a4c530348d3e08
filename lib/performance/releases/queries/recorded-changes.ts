import "server-only";
import { sql } from "kysely";
import { kysely } from "@/lib/db/kysely";
import { ledgerSums, listSumColumns } from "@/lib/performance/ledger/queries/sum-columns";

/** What an entry changed of its member's sums. */
export const changeColumns = listSumColumns(ledgerSums);

/**
 * Each entry but those of policies, with what it changed, when it counts as recorded, and the team in which the member
 * was then (null: in none).
 *
 * An entry counts as recorded no earlier than the entry before it in the member's ledger, also where the clock was set
 * back, so that what a release counts of a member and team is always the beginning of it.
 */
export function selectRecordedChanges(organizationId: number) {
  return kysely
    .with(
      (cte) => cte("change").materialized(),
      () => selectChanges(organizationId),
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
    .select(["change.user_id", "membership.team_id", "change.id", "change.at"])
    .select(changeColumns.map((column) => `change.${column}` as const))
    .where("change.kind", "!=", "policy");
}

function selectChanges(organizationId: number) {
  const before = sql`over (partition by entry.user_id order by entry.id)`;
  return kysely
    .selectFrom("performance_logs as entry")
    .select(["entry.user_id", "entry.id", "entry.kind"])
    .select(sql<Date>`max(entry.recorded_at) ${before}`.as("at"))
    .select(
      changeColumns.map((column) => {
        const total = sql.ref(`entry.${column}`);
        return sql<bigint>`${total} - lag(${total}, 1, 0::int8) ${before}`.as(column);
      }),
    )
    .where("entry.organization_id", "=", organizationId);
}
