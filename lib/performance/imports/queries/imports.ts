import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import type { MemberId } from "@/lib/performance/domain/units/ids";

export type ImportKey = { readonly organizationId: number; readonly importId: number };

export type ImportCounts = {
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that are no assignment of a person, or of a person who is left out. */
  readonly skipped: number;
};

const clock = sql<Date>`clock_timestamp()`;
const unfinished: readonly Row<"imports">["status"][] = ["staging", "applying"];

/** The current import, if any: its last heartbeat, and the seconds since. */
export async function findUnfinishedImport(
  transaction: Transaction,
  organizationId: number,
): Promise<{ readonly heartbeatAt: Date; readonly silentSeconds: number } | null> {
  const found = await selectRow(
    transaction,
    kysely
      .selectFrom("imports")
      .select((eb) => [
        "heartbeat_at",
        sql<number>`extract(epoch from ${clock} - ${eb.ref("heartbeat_at")})::float8`.as(
          "silent_seconds",
        ),
      ])
      .where("organization_id", "=", organizationId)
      .where("status", "in", unfinished)
      .orderBy("heartbeat_at", "desc")
      .limit(1),
  );
  return found === null
    ? null
    : { heartbeatAt: found.heartbeat_at, silentSeconds: found.silent_seconds };
}

/** Ends imports whose process is gone: what they applied stays. */
export async function endUnfinishedImports(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("imports")
      .set({ status: "failed", finished_at: clock })
      .where("organization_id", "=", organizationId)
      .where("status", "in", unfinished),
  );
}

export async function insertImport(
  transaction: Transaction,
  record: {
    readonly organizationId: number;
    readonly createdBy: MemberId | null;
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
 * Records the progress and heartbeat of an import. False if another import has ended it: then it must stop.
 */
export async function recordProgress(
  database: Database | Transaction,
  key: ImportKey,
  status: "staging" | "applying",
  counts: ImportCounts,
): Promise<boolean> {
  const updated = await execute(
    database,
    updateUnfinished(key).set({
      status,
      heartbeat_at: clock,
      rows: counts.rows,
      new_rows: counts.new,
      changed_rows: counts.changed,
      unchanged_rows: counts.unchanged,
      rejected_rows: counts.rejected,
    }),
  );
  return updated === 1;
}

/** Records the heartbeat of an import. */
export async function recordHeartbeat(
  database: Database | Transaction,
  key: ImportKey,
): Promise<void> {
  await execute(database, updateUnfinished(key).set({ heartbeat_at: clock }));
}

/** Ends an import, unless another one has ended it. */
export async function endImport(
  database: Database | Transaction,
  key: ImportKey,
  status: "finished" | "failed",
): Promise<void> {
  await execute(database, updateUnfinished(key).set({ status, finished_at: clock }));
}

function updateUnfinished({ organizationId, importId }: ImportKey) {
  return kysely
    .updateTable("imports")
    .where("organization_id", "=", organizationId)
    .where("id", "=", importId)
    .where("status", "in", unfinished);
}

/** Deletes dry runs without rows. */
export async function deleteDryRuns(
  database: Database | Transaction,
  organizationId: number,
): Promise<void> {
  await execute(
    database,
    kysely
      .deleteFrom("imports")
      .where("imports.organization_id", "=", organizationId)
      .where((eb) => eb.ref("imports.dry_run"))
      .where("imports.status", "in", ["finished", "failed"])
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom("import_rows")
              .select("import_rows.row_number")
              .whereRef("import_rows.organization_id", "=", "imports.organization_id")
              .whereRef("import_rows.import_id", "=", "imports.id"),
          ),
        ),
      ),
  );
}
