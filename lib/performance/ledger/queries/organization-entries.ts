import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { selectCountedFact, toFact } from "./fact-columns";
import {
  type EntryCursor,
  entryColumns,
  isEntryOfOnly,
  type OnlyName,
  selectEntrySums,
  selectTitle,
  type TitledEntry,
  toTitledEntry,
} from "./ledger-entries";

/** Filters of an organization's entries; null leaves a filter out. */
export type EntryFilter = {
  readonly userId: MemberId | null;
  readonly kind: EntryKind | null;
  readonly only: OnlyName | null;
  /** The earliest `createdAt`. */
  readonly since: Date | null;
  /** Exclusive. */
  readonly before: Date | null;
  /** The largest id, so that entries written later are left out. */
  readonly upTo: bigint | null;
};

/** An entry and its member. */
export type MemberEntry = TitledEntry & {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  /** What the assignment counts for now; null where it does not count for this member. */
  readonly fact: Fact | null;
};

export type EntryPage = {
  readonly after: EntryCursor | null;
  readonly offset: number;
  readonly limit: number;
  readonly isOldestFirst: boolean;
};

/** A page of an organization's ledger. */
export async function listOrganizationEntries(
  database: Database | Transaction,
  organizationId: number,
  filter: EntryFilter,
  { after, offset, limit, isOldestFirst }: EntryPage,
): Promise<readonly MemberEntry[]> {
  const direction = isOldestFirst ? "asc" : "desc";
  const following =
    after === null
      ? entry.lit(true)
      : entry(
          entry.refTuple("entry.created_at", "entry.id"),
          isOldestFirst ? ">" : "<",
          entry.tuple(after.createdAt, after.id),
        );
  // Skips rows before it joins to them.
  const page = kysely
    .selectFrom("performance_logs as entry")
    .selectAll("entry")
    .where(isAmong(organizationId, filter))
    .where(following)
    .orderBy("entry.created_at", direction)
    .orderBy("entry.id", direction)
    .offset(offset)
    .limit(limit);
  const rows = await selectRows(
    database,
    kysely
      .selectFrom(page.as("entry"))
      .innerJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "entry.organization_id")
          .onRef("member.id", "=", "entry.user_id"),
      )
      .leftJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "entry.organization_id")
          .onRef("assignment.id", "=", "entry.assignment_id"),
      )
      .leftJoin("performance_facts as fact", (join) =>
        join
          .onRef("fact.organization_id", "=", "entry.organization_id")
          .onRef("fact.assignment_id", "=", "entry.assignment_id")
          .onRef("fact.user_id", "=", "entry.user_id"),
      )
      .select(entryColumns)
      .select(["entry.user_id", "member.username", "member.display_name", "member.alias"])
      .select([selectEntrySums, selectTitle, selectCountedFact.as("fact")])
      .orderBy("entry.created_at", direction)
      .orderBy("entry.id", direction),
  );
  return rows.map((row) => ({
    ...toTitledEntry(row),
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    fact: row.fact === null ? null : toFact(row.fact),
  }));
}

/** The number of entries in the filter. */
export async function countOrganizationEntries(
  database: Database | Transaction,
  organizationId: number,
  filter: EntryFilter,
): Promise<number> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("performance_logs as entry")
      .select((eb) => eb.fn.countAll<bigint>().as("total"))
      .where(isAmong(organizationId, filter)),
  );
  return Number(row?.total ?? 0);
}

/** The largest id of an organization's entries; null without entries. */
export async function findNewestEntryId(
  database: Database | Transaction,
  organizationId: number,
  userId?: MemberId,
): Promise<bigint | null> {
  const newest = await database.performanceLog.findFirst({
    where: { organizationId, ...(userId !== undefined && { userId }) },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return newest?.id ?? null;
}

/** The place of an entry in the ledger, or in that of a member; null where there is no such entry. */
export async function findEntryPlace(
  database: Database,
  organizationId: number,
  id: bigint,
  userId?: MemberId,
): Promise<EntryCursor | null> {
  return await database.performanceLog.findUnique({
    where: { organizationId_id: { organizationId, id }, ...(userId !== undefined && { userId }) },
    select: { createdAt: true, id: true },
  });
}

const entry = withAliases<{ entry: "performance_logs" }>();

function isAmong(organizationId: number, filter: EntryFilter): Expression<SqlBool> {
  const { userId, kind, only, since, before, upTo } = filter;
  return entry.and([
    entry("entry.organization_id", "=", organizationId),
    ...(userId === null ? [] : [entry("entry.user_id", "=", userId)]),
    ...(kind === null ? [] : [entry("entry.kind", "=", kind)]),
    ...(only === null ? [] : [isEntryOfOnly(only)]),
    ...(since === null ? [] : [entry("entry.created_at", ">=", since)]),
    ...(before === null ? [] : [entry("entry.created_at", "<", before)]),
    ...(upTo === null ? [] : [entry("entry.id", "<=", upTo)]),
  ]);
}
