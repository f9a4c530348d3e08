import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { ReleasedPart } from "@/lib/performance/domain/releases/check-release";
import { fromLedgerSums } from "@/lib/performance/domain/scoring/sums";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";
import { readLedgerSums } from "@/lib/performance/ledger/queries/sum-columns";
import { changeColumns, selectRecordedChanges } from "./recorded-changes";

/**
 * What releases count of some members, recomputed from the ledger: all that a member recorded in a team after what the
 * release before counts, up to the last entry of this one.
 */
export async function listReleasedParts(
  database: Database,
  organizationId: OrganizationId,
  userIds: readonly MemberId[],
): Promise<readonly ReleasedPart[]> {
  const rows = await selectRows(database, selectReleasedParts(organizationId, userIds));
  return rows.map((row) => ({
    releaseId: row.release_id,
    userId: row.user_id,
    teamId: row.team_id,
    lastEntryId: row.last_entry_id,
    isCounted: row.is_counted,
    sums: row.sums === null ? null : fromLedgerSums(readLedgerSums(row.sums)),
    isExpired: row.is_expired,
  }));
}

function selectReleasedParts(organizationId: OrganizationId, userIds: readonly MemberId[]) {
  const before = sql`over (partition by part.user_id, part.team_id order by part.last_entry_id)`;
  const differences = changeColumns.map((column) => {
    const total = sql.ref(`total.${column}`);
    // The entries of the parts before may have expired; the sums began again then.
    return sql`${total} - coalesce(lag(${total}) ${before}, 0::numeric)`;
  });
  return kysely
    .with(
      (cte) => cte("total").materialized(),
      () => selectTotals(organizationId, userIds),
    )
    .selectFrom("aggregate_release_parts as part")
    .leftJoin("total", (join) =>
      join
        .onRef("total.id", "=", "part.last_entry_id")
        .onRef("total.user_id", "=", "part.user_id")
        .onRef("total.team_id", "is not distinct from", "part.team_id"),
    )
    .select(["part.release_id", "part.user_id", "part.team_id", "part.last_entry_id"])
    .select([
      "part.is_counted",
      sql<number[] | null>`case when ${sql.ref("total.id")} is not null
        then array[${sql.join(differences)}]::float8[] end`.as("sums"),
      sql<boolean>`${sql.ref("total.id")} is null and exists (
        select from users as member where member.organization_id = part.organization_id
          and member.id = part.user_id and member.record_expired_at is not null
      )`.as("is_expired"),
    ])
    .where("part.organization_id", "=", organizationId)
    .where("part.user_id", "=", anyOf(userIds))
    .orderBy("part.last_entry_id");
}

/** All that a member has recorded in a team up to an entry. */
function selectTotals(organizationId: OrganizationId, userIds: readonly MemberId[]) {
  const soFar = sql`over (partition by change.user_id, change.team_id order by change.id)`;
  return kysely
    .selectFrom(selectRecordedChanges(organizationId, userIds).as("change"))
    .select(["change.id", "change.user_id", "change.team_id"])
    .select(
      changeColumns.map((column) =>
        sql<string>`sum(${sql.ref(`change.${column}`)}) ${soFar}`.as(column),
      ),
    );
}

/** The ids of the next members whose entries releases count, in order. */
export async function listReleasedMemberIds(
  database: Database,
  organizationId: OrganizationId,
  { after, limit }: { readonly after: MemberId; readonly limit: number },
): Promise<readonly MemberId[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("aggregate_release_parts")
      .select("user_id")
      .distinct()
      .where("organization_id", "=", organizationId)
      .where("user_id", ">", after)
      .orderBy("user_id")
      .limit(limit),
  );
  return rows.map(({ user_id: userId }) => userId);
}
