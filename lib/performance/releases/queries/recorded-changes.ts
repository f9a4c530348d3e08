import "server-only";
import { sql } from "kysely";
import { kysely } from "@/lib/db/kysely";
import { anyOf } from "@/lib/db/sql-values";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";
import { ledgerSums, listSumColumns } from "@/lib/performance/ledger/queries/sum-columns";

/** What an entry changed of its member's sums. */
export const changeColumns = listSumColumns(ledgerSums);

/**
 * Each entry of some members but those of policies, with what it changed, when it counts as recorded, and the team in
 * which the member was then (null: in none). Where memberships overlap, after a clock was set back, it is the newest.
 *
 * An entry counts as recorded no earlier than the entry before it in the member's ledger, also where the clock was set
 * back, so that what a release counts of a member and team is always the beginning of it.
 */
export function selectRecordedChanges(
  organizationId: OrganizationId,
  userIds: readonly MemberId[],
) {
  return kysely
    .with(
      (cte) => cte("change").materialized(),
      () => selectChanges(organizationId, userIds),
    )
    .selectFrom("change")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("team_memberships as held")
          .select("held.team_id")
          .where("held.organization_id", "=", organizationId)
          .whereRef("held.user_id", "=", "change.user_id")
          .whereRef("held.since", "<=", "change.at")
          .where((where) =>
            where.or([
              where("held.until", "is", null),
              where("held.until", ">", where.ref("change.at")),
            ]),
          )
          .orderBy("held.id", "desc")
          .limit(1)
          .as("membership"),
      (join) => join.onTrue(),
    )
    .select(["change.user_id", "membership.team_id", "change.id", "change.at"])
    .select(changeColumns.map((column) => `change.${column}` as const))
    .where("change.kind", "!=", "policy");
}

function selectChanges(organizationId: OrganizationId, userIds: readonly MemberId[]) {
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
    .where("entry.organization_id", "=", organizationId)
    .where("entry.user_id", "=", anyOf(userIds));
}
