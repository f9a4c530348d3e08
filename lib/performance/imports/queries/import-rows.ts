import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { ImportKey } from "./imports";

export type StagedRow = {
  readonly rowNumber: number;
  readonly externalId: string | null;
  /** Lower case, as names are compared. */
  readonly assignee: string | null;
  readonly userId: number | null;
  readonly completedAt: Date | null;
  /** JSON text. */
  readonly content: string;
  readonly field: string | null;
  readonly reason: string | null;
};

export async function insertImportRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  rows: readonly StagedRow[],
): Promise<void> {
  const column = <Value>(pick: (row: StagedRow) => Value) => rows.map(pick);
  await database.$executeRaw`
    INSERT INTO import_rows (organization_id, import_id, row_number, external_id, assignee, user_id,
      completed_at, content, field, reason)
    SELECT ${organizationId}, ${importId}, staged.*
    FROM unnest(
      ${column((row) => row.rowNumber)}::int[],
      ${column((row) => row.externalId)}::text[],
      ${column((row) => row.assignee)}::text[],
      ${column((row) => row.userId)}::int[],
      ${column((row) => row.completedAt?.toISOString() ?? null)}::timestamptz[],
      ${column((row) => row.content)}::jsonb[],
      ${column((row) => row.field)}::text[],
      ${column((row) => row.reason)}::text[]
    ) AS staged`;
}

/** Usernames or e-mail addresses of assignees, in order, that no member has; `after` is the last one seen. */
export async function listUnknownAssignees(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  kind: "username" | "email",
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const found = await database.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT assignee AS name FROM import_rows
    WHERE organization_id = ${organizationId} AND import_id = ${importId}
      AND user_id IS NULL AND reason IS NULL AND assignee > ${after}
      AND (position('@' IN assignee) > 0) = ${kind === "email"}
    ORDER BY name LIMIT ${limit}`;
  return found.map(({ name }) => name);
}

/**
 * For a transaction that joins staged rows to others: the planner knows the table as another import
 * left it, and a nested loop that it chooses for a few rows takes minutes for many.
 */
export async function avoidNestedLoops(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SET LOCAL enable_nestloop = off`;
}

/** Gives the rows of assignees to members. */
export async function resolveAssignees(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  resolved: readonly { readonly name: string; readonly userId: number }[],
): Promise<void> {
  await database.$executeRaw`
    UPDATE import_rows SET user_id = member.user_id
    FROM unnest(${resolved.map(({ name }) => name)}::text[],
      ${resolved.map(({ userId }) => userId)}::int[]) AS member (name, user_id)
    WHERE organization_id = ${organizationId} AND import_id = ${importId}
      AND import_rows.user_id IS NULL AND reason IS NULL AND assignee = member.name`;
}

/** Turns away the rows of assignees, each for its reason; answers how many. */
export async function rejectAssignees(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  refused: readonly { readonly name: string; readonly reason: string }[],
): Promise<number> {
  return database.$executeRaw`
    UPDATE import_rows SET field = 'assignee', reason = refused.reason
    FROM unnest(${refused.map(({ name }) => name)}::text[],
      ${refused.map(({ reason }) => reason)}::text[]) AS refused (name, reason)
    WHERE organization_id = ${organizationId} AND import_id = ${importId}
      AND user_id IS NULL AND import_rows.reason IS NULL AND assignee = refused.name`;
}

/** Turns away every row whose `external_id` an earlier sound row has; answers how many. */
export async function rejectRepeatedRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<number> {
  return database.$executeRaw`
    UPDATE import_rows SET field = 'external_id',
      reason = 'Row ' || repeated.first_row || ' of this file has the same external_id.'
    FROM (
      SELECT row_number,
        first_value(row_number) OVER (PARTITION BY external_id ORDER BY row_number) AS first_row
      FROM import_rows
      WHERE organization_id = ${organizationId} AND import_id = ${importId} AND reason IS NULL
    ) AS repeated
    WHERE import_rows.organization_id = ${organizationId} AND import_rows.import_id = ${importId}
      AND import_rows.row_number = repeated.row_number
      AND repeated.first_row <> repeated.row_number`;
}

/** Turns away rows by number, each for its reason. */
export async function rejectRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  refused: readonly {
    readonly rowNumber: number;
    readonly field: string;
    readonly reason: string;
  }[],
): Promise<void> {
  if (refused.length === 0) return;
  await database.$executeRaw`
    UPDATE import_rows SET field = refused.field, reason = refused.reason
    FROM unnest(${refused.map(({ rowNumber }) => rowNumber)}::int[],
      ${refused.map(({ field }) => field)}::text[],
      ${refused.map(({ reason }) => reason)}::text[]) AS refused (row_number, field, reason)
    WHERE organization_id = ${organizationId} AND import_id = ${importId}
      AND import_rows.row_number = refused.row_number`;
}

export type PendingRow = {
  readonly rowNumber: number;
  readonly externalId: string;
  readonly userId: number;
  readonly completedAt: Date | null;
  /** What `insertImportRows` was given, parsed. */
  readonly content: unknown;
};

/**
 * The next sound rows, member after member; a member's in order of completion and then of
 * `external_id`, unfinished work last. `after` is the last row seen. It takes up to three
 * statements, each along the index from where the last page ended.
 */
export async function listPendingRows(
  database: Database | Transaction,
  key: ImportKey,
  after: PendingRow | null,
  limit: number,
): Promise<readonly PendingRow[]> {
  const remaining = after === null ? [] : remainingOf(after);
  const others = Prisma.sql`user_id > ${after?.userId ?? SMALLEST_ID}`;
  let rows: readonly PendingRow[] = [];
  for (const condition of [...remaining, others]) {
    if (rows.length < limit) {
      const more = await listInOrder(database, key, condition, limit - rows.length);
      rows = [...rows, ...more];
    }
  }
  return rows;
}

const SMALLEST_ID = -2_147_483_648;

/** What the member of a row still has: finished work after it, then the unfinished. */
function remainingOf({ userId, completedAt, externalId }: PendingRow): readonly Prisma.Sql[] {
  const unfinished = Prisma.sql`user_id = ${userId} AND completed_at IS NULL`;
  return completedAt === null
    ? [Prisma.sql`${unfinished} AND external_id > ${externalId}`]
    : [
        Prisma.sql`user_id = ${userId}
          AND (completed_at, external_id) > (${completedAt.toISOString()}::timestamptz, ${externalId})`,
        unfinished,
      ];
}

function listInOrder(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  condition: Prisma.Sql,
  limit: number,
): Promise<PendingRow[]> {
  return database.$queryRaw<PendingRow[]>(Prisma.sql`
    SELECT row_number AS "rowNumber", external_id AS "externalId", user_id AS "userId",
      completed_at AS "completedAt", content
    FROM import_rows
    WHERE organization_id = ${organizationId} AND import_id = ${importId} AND reason IS NULL
      AND ${condition}
    ORDER BY user_id, completed_at, external_id LIMIT ${limit}`);
}

export type RejectedRow = {
  readonly rowNumber: number;
  readonly field: string;
  readonly reason: string;
  /** The row itself, by column. */
  readonly given: Readonly<Record<string, unknown>>;
};

/** Rows that were turned away, by number; `after` is the last number seen. */
export async function listRejectedRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  after: number,
  limit: number,
): Promise<readonly RejectedRow[]> {
  return database.$queryRaw<RejectedRow[]>`
    SELECT row_number AS "rowNumber", field, reason, content -> 'given' AS given FROM import_rows
    WHERE organization_id = ${organizationId} AND import_id = ${importId}
      AND row_number > ${after} AND reason IS NOT NULL
    ORDER BY row_number LIMIT ${limit}`;
}

/**
 * Removes a part of the rows that are staged in an organization for no import any more, and answers
 * how many. Rows that were turned away by a finished import stay for a month, to be looked at.
 */
export async function deleteDeadRows(
  database: Database | Transaction,
  organizationId: number,
  limit: number,
): Promise<number> {
  return database.$executeRaw`
    DELETE FROM import_rows
    WHERE ctid = ANY (ARRAY(
      SELECT import_rows.ctid
      FROM import_rows
      JOIN imports ON imports.organization_id = import_rows.organization_id
        AND imports.id = import_rows.import_id
      WHERE import_rows.organization_id = ${organizationId}
        AND (status = 'failed' OR (status = 'finished' AND (reason IS NULL OR dry_run))
          OR finished_at < clock_timestamp() - interval '1 month')
      LIMIT ${limit}
    ))`;
}
