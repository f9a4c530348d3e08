import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { jsonObject } from "@/lib/db/json";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type {
  ContestableEntry,
  ContestStatus,
} from "@/lib/performance/domain/contests/contest-rules";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import { selectCountedFact, toFact } from "./fact-columns";
import {
  type EntryCursor,
  entryColumns,
  isAfter,
  isAmongMemberEntries,
  type MemberEntryFilter,
  selectEntrySums,
  type TitledEntry,
  toTitledEntry,
} from "./ledger-entries";

const entry = withAliases<{ entry: "performance_logs" }>();

/** The id of the entry that corrected or reversed an `entry`; null while it counts. */
export const selectSupersedingId = entry
  .selectFrom("performance_logs as superseding")
  .select((eb) => eb.fn.max("superseding.id").as("id"))
  .whereRef("superseding.organization_id", "=", "entry.organization_id")
  .whereRef("superseding.assignment_id", "=", "entry.assignment_id")
  .whereRef("superseding.corrects", "=", "entry.id")
  .$asScalar();

/** Whether the fact of the assignment of an `entry` counts by it. */
export const selectCounts = entry.exists(
  entry
    .selectFrom("performance_facts as fact")
    .select("fact.entry_id")
    .whereRef("fact.organization_id", "=", "entry.organization_id")
    .whereRef("fact.entry_id", "=", "entry.id"),
);

export type FoundEntry = ContestableEntry & {
  readonly id: LedgerEntryId;
  readonly userId: MemberId;
  readonly supersededBy: bigint | null;
};

/** An entry with what decides whether it can be contested; null where the organization has none of this id. */
export async function findContestableEntry(
  transaction: Transaction,
  organizationId: number,
  id: LedgerEntryId,
): Promise<FoundEntry | null> {
  const row = await selectRow(
    transaction,
    kysely
      .selectFrom("performance_logs as entry")
      .select(["entry.id", "entry.user_id", "entry.kind"])
      .select([castTo(selectCounts, "bool").as("counts"), selectSupersedingId.as("superseded_by")])
      .where("entry.organization_id", "=", organizationId)
      .where("entry.id", "=", id),
  );
  if (row === null) return null;
  const { user_id: userId, superseded_by: supersededBy, ...found } = row;
  return { ...found, userId, supersededBy };
}

/** An entry of a history, whether it counts, and its last contest that was not withdrawn. */
export type HistoryEntry = TitledEntry & {
  readonly counts: boolean;
  readonly contest: { readonly id: number; readonly status: ContestStatus } | null;
  /** What the assignment counts for now; null where it does not count for this member. */
  readonly fact: Fact | null;
};

/** A member's entries with their contests, newest first. */
export async function listContestableEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  page: MemberEntryFilter & { readonly after: EntryCursor | null; readonly limit: number },
): Promise<readonly HistoryEntry[]> {
  const { after, limit, ...filter } = page;
  const contests = kysely
    .selectFrom("contests")
    .distinctOn("contests.entry_id")
    .select(["contests.entry_id", "contests.id", "contests.status"])
    .where("contests.organization_id", "=", organizationId)
    .where("contests.user_id", "=", userId)
    .where("contests.status", "!=", "withdrawn")
    .orderBy("contests.entry_id")
    .orderBy("contests.id", "desc");
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("performance_logs as entry")
      .leftJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "entry.organization_id")
          .onRef("assignment.id", "=", "entry.assignment_id"),
      )
      .leftJoin(contests.as("contest"), "contest.entry_id", "entry.id")
      .leftJoin("performance_facts as fact", (join) =>
        join
          .onRef("fact.organization_id", "=", "entry.organization_id")
          .onRef("fact.assignment_id", "=", "entry.assignment_id")
          .onRef("fact.user_id", "=", "entry.user_id"),
      )
      .select(entryColumns)
      .select((eb) => [
        selectEntrySums,
        selectCountedFact.as("fact"),
        "assignment.title as assignment_title",
        castTo(selectCounts, "bool").as("counts"),
        eb
          .case()
          .when("contest.id", "is not", null)
          .then(
            jsonObject({
              id: eb.ref("contest.id").$notNull(),
              status: eb.ref("contest.status").$notNull(),
            }),
          )
          .end()
          .as("contest"),
      ])
      .where(isAmongMemberEntries(organizationId, userId, filter))
      .where(isAfter(after))
      .orderBy("entry.created_at", "desc")
      .orderBy("entry.id", "desc")
      .limit(limit),
  );
  return rows.map((row) => ({
    ...toTitledEntry(row),
    counts: row.counts,
    contest: row.contest,
    fact: row.fact === null ? null : toFact(row.fact),
  }));
}
