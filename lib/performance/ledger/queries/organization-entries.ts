import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import {
  type EntryCursor,
  type EntryRow,
  readEntry,
  selectEntry,
  selectTitle,
  type TitledEntry,
} from "./ledger-entries";

/** Which entries of an organization; null leaves a filter out. */
export type EntryFilter = {
  readonly userId: number | null;
  readonly kind: EntryKind | null;
  /** The first instant. */
  readonly since: Date | null;
  /** The first instant that is too late. */
  readonly before: Date | null;
  /** The last id; entries with a larger one are written later. */
  readonly upTo: bigint | null;
};

/** An entry, and the member whose it is. */
export type MemberEntry = TitledEntry & {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
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
  const isFurther = isOldestFirst ? Prisma.sql`>` : Prisma.sql`<`;
  const following =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (entry.created_at, entry.id) ${isFurther} (${after.createdAt}, ${after.id})`;
  const order = isOldestFirst
    ? Prisma.sql`entry.created_at, entry.id`
    : Prisma.sql`entry.created_at DESC, entry.id DESC`;
  // What is skipped is skipped before anything is joined to it.
  const rows = await database.$queryRaw<OwnedEntryRow[]>(Prisma.sql`
    SELECT ${selectEntry}, entry.user_id, member.username, member.display_name, member.alias,
      ${selectTitle}
    FROM (
      SELECT * FROM performance_logs AS entry WHERE ${among(organizationId, filter)} ${following}
      ORDER BY ${order} OFFSET ${offset} LIMIT ${limit}
    ) AS entry
    JOIN users AS member ON member.organization_id = entry.organization_id
      AND member.id = entry.user_id
    LEFT JOIN assignments AS assignment ON assignment.organization_id = entry.organization_id
      AND assignment.id = entry.assignment_id
    ORDER BY ${order}`);
  return rows.map((row) => ({
    ...readEntry(row),
    assignmentTitle: row.assignment_title,
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
  }));
}

/** How many entries the filter leaves. */
export async function countOrganizationEntries(
  database: Database | Transaction,
  organizationId: number,
  filter: EntryFilter,
): Promise<number> {
  const [row] = await database.$queryRaw<{ total: bigint }[]>(Prisma.sql`
    SELECT count(*) AS total FROM performance_logs AS entry WHERE ${among(organizationId, filter)}`);
  return Number(row?.total ?? 0);
}

/** The largest id of an organization's entries; null where there is none. */
export async function findNewestEntryId(
  database: Database | Transaction,
  organizationId: number,
): Promise<bigint | null> {
  const newest = await database.performanceLog.findFirst({
    where: { organizationId },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return newest?.id ?? null;
}

type OwnedEntryRow = EntryRow & {
  user_id: number;
  username: string;
  display_name: string;
  alias: string;
  assignment_title: string | null;
};

function among(organizationId: number, filter: EntryFilter): Prisma.Sql {
  const { userId, kind, since, before, upTo } = filter;
  return Prisma.join(
    [
      Prisma.sql`entry.organization_id = ${organizationId}`,
      ...(userId === null ? [] : [Prisma.sql`entry.user_id = ${userId}`]),
      ...(kind === null ? [] : [Prisma.sql`entry.kind = ${kind}::"EntryKind"`]),
      ...(since === null ? [] : [Prisma.sql`entry.created_at >= ${since}`]),
      ...(before === null ? [] : [Prisma.sql`entry.created_at < ${before}`]),
      ...(upTo === null ? [] : [Prisma.sql`entry.id <= ${upTo}`]),
    ],
    " AND ",
  );
}
