import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

export type ImportKey = { readonly organizationId: number; readonly importId: number };

export type ImportCounts = {
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
};

/** The import under way, if any: when it last said so, and for how many seconds it has not. */
export async function findUnfinishedImport(
  transaction: Transaction,
  organizationId: number,
): Promise<{ readonly heartbeatAt: Date; readonly silentSeconds: number } | null> {
  const [found] = await transaction.$queryRaw<{ heartbeatAt: Date; silentSeconds: number }[]>`
    SELECT heartbeat_at AS "heartbeatAt",
      extract(epoch FROM clock_timestamp() - heartbeat_at)::float8 AS "silentSeconds"
    FROM imports
    WHERE organization_id = ${organizationId} AND status IN ('staging', 'applying')
    ORDER BY heartbeat_at DESC LIMIT 1`;
  return found ?? null;
}

/** Ends what nobody ended: what such imports applied stays. */
export async function endUnfinishedImports(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE imports SET status = 'failed', finished_at = clock_timestamp()
    WHERE organization_id = ${organizationId} AND status IN ('staging', 'applying')`;
}

export async function insertImport(
  transaction: Transaction,
  record: {
    readonly organizationId: number;
    readonly createdBy: number | null;
    readonly format: string;
    readonly dryRun: boolean;
    readonly createdAt: Date;
  },
): Promise<number> {
  const { id } = await transaction.import.create({ data: record, select: { id: true } });
  // By the database's clock, as every later one: a service whose clock is behind would seem dead at once.
  await recordHeartbeat(transaction, { organizationId: record.organizationId, importId: id });
  return id;
}

/**
 * Says that an import lives and how far it is. False where it was ended by another one in the
 * meantime: then it must not go on.
 */
export async function recordProgress(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  status: "staging" | "applying",
  counts: ImportCounts,
): Promise<boolean> {
  const updated = await database.$executeRaw`
    UPDATE imports SET status = ${status}::"ImportStatus", heartbeat_at = clock_timestamp(),
      rows = ${counts.rows}, new_rows = ${counts.new}, changed_rows = ${counts.changed},
      unchanged_rows = ${counts.unchanged}, rejected_rows = ${counts.rejected}
    WHERE organization_id = ${organizationId} AND id = ${importId}
      AND status IN ('staging', 'applying')`;
  return updated === 1;
}

/** Says only that an import lives. */
export async function recordHeartbeat(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<void> {
  await database.$executeRaw`
    UPDATE imports SET heartbeat_at = clock_timestamp()
    WHERE organization_id = ${organizationId} AND id = ${importId}
      AND status IN ('staging', 'applying')`;
}

/** Ends an import, where no other one has ended it before. */
export async function endImport(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  status: "finished" | "failed",
): Promise<void> {
  await database.$executeRaw`
    UPDATE imports SET status = ${status}::"ImportStatus", finished_at = clock_timestamp()
    WHERE organization_id = ${organizationId} AND id = ${importId}
      AND status IN ('staging', 'applying')`;
}

/** Removes dry runs without rows: they leave no trace. */
export async function deleteDryRuns(
  database: Database | Transaction,
  organizationId: number,
): Promise<void> {
  await database.$executeRaw`
    DELETE FROM imports
    WHERE organization_id = ${organizationId} AND dry_run AND status IN ('finished', 'failed')
      AND NOT EXISTS (
        SELECT 1 FROM import_rows
        WHERE import_rows.organization_id = imports.organization_id
          AND import_rows.import_id = imports.id
      )`;
}
