import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import type { NamedMember } from "@/lib/performance/domain/privacy/named-member";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { SavedMappingKey } from "./import-mappings";
import { type ImportKey, type ImportPhase, updateImport } from "./imports";

export type ImportRecord = Row<"imports"> & {
  /** Null: the command line. */
  readonly creator: NamedMember | null;
  /** Rows a second in the current phase; null: not known yet. */
  readonly rate: number | null;
};

function selectImports(organizationId: number) {
  return kysely
    .selectFrom("imports as import")
    .leftJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "import.organization_id")
        .onRef("member.id", "=", "import.created_by"),
    )
    .selectAll("import")
    .select((eb) => [
      ...(["member.username", "member.display_name", "member.alias"] as const),
      sql<number | null>`(${eb.ref("import.phase_done")} - ${eb.ref("import.phase_from")})::float8
        / nullif(extract(epoch from ${eb.ref("import.heartbeat_at")} - ${eb.ref("import.phase_started_at")})::float8, 0)`.as(
        "rate",
      ),
    ])
    .where("import.organization_id", "=", organizationId);
}

type SelectedImport = Row<"imports"> & {
  readonly rate: number | null;
  readonly username: string | null;
  readonly display_name: string | null;
  readonly alias: string | null;
};

function toRecord({ username, display_name, alias, ...row }: SelectedImport): ImportRecord {
  const { created_by: userId } = row;
  const isNamed = userId !== null && username !== null && display_name !== null && alias !== null;
  return {
    ...row,
    creator: isNamed ? { userId, username, displayName: display_name, alias } : null,
  };
}

export async function findImport(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<ImportRecord | null> {
  const row = await selectRow(
    database,
    selectImports(organizationId).where("import.id", "=", importId),
  );
  return row === null ? null : toRecord(row);
}

/** The imports before an id, the newest first. */
export async function listImportRecords(
  database: Database,
  organizationId: number,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly ImportRecord[]> {
  const rows = await selectRows(
    database,
    selectImports(organizationId)
      .$if(before !== null, (query) => query.where("import.id", "<", before ?? 0))
      .orderBy("import.id", "desc")
      .limit(limit),
  );
  return rows.map(toRecord);
}

/** How many imports that came by a request have not ended. */
export async function countOpenRequests(
  transaction: Transaction,
  organizationId: number,
): Promise<number> {
  const row = await selectRow(
    transaction,
    kysely
      .selectFrom("imports")
      .select(sql<number>`count(*)::int4`.as("open"))
      .where("organization_id", "=", organizationId)
      .where("status", "in", ["staging", "applying"])
      .where((eb) => eb.ref("is_requested")),
  );
  return row?.open ?? 0;
}

type NewRequest = {
  readonly organizationId: number;
  readonly createdBy: MemberId | null;
  readonly format: string;
  readonly fileName: string | null;
  readonly isInteractive: boolean;
  readonly dryRun: boolean;
  readonly createdAt: Date;
};

/** An import whose file is being sent. */
export async function insertRequest(
  transaction: Transaction,
  { organizationId, ...record }: NewRequest,
): Promise<ImportKey> {
  const { id } = await transaction.import.create({
    data: {
      ...{ organizationId, ...record, phase: "uploading" as const },
      ...{ isRequested: true, isRunning: false, run: 0 },
    },
    select: { id: true },
  });
  return { organizationId, importId: id };
}

/** Locks an import against other changes of it until the transaction ends. */
export async function lockImport(
  transaction: Transaction,
  { organizationId, importId }: ImportKey,
): Promise<{ readonly phase: ImportPhase } | null> {
  return selectRow(
    transaction,
    kysely
      .selectFrom("imports")
      .select("phase")
      .where("organization_id", "=", organizationId)
      .where("id", "=", importId)
      .forUpdate(),
  );
}

/** What was recognized, with the settings by which it was. JSON texts. */
export async function saveRecognized(
  database: Database | Transaction,
  key: ImportKey,
  found: {
    readonly format: string;
    readonly fileBytes?: bigint;
    readonly settings: string;
    readonly recognized: string | null;
    /** Null: none. */
    readonly saved: SavedMappingKey | null;
    readonly problem: string | null;
  },
): Promise<void> {
  await execute(
    database,
    updateImport(key).set({
      format: found.format,
      ...(found.fileBytes !== undefined && { file_bytes: found.fileBytes }),
      settings: found.settings,
      recognized: found.recognized,
      mapping_id: found.saved?.mappingId ?? null,
      mapping_version: found.saved?.version ?? null,
      problem: found.problem,
    }),
  );
}

type PhaseChange = {
  readonly phase: "queued" | "waiting" | "cancelled" | "undoing";
  readonly dryRun?: boolean;
  /** Of an undo. */
  readonly undoneBy?: MemberId | null;
};

/** Moves an import to a phase that no process runs yet. Its counts begin again, but for an undo or a cancellation. */
export async function movePhase(
  transaction: Transaction,
  key: ImportKey,
  { phase, dryRun, undoneBy }: PhaseChange,
): Promise<void> {
  const clock = sql<Date>`clock_timestamp()`;
  const isAgain = phase === "queued" || phase === "waiting";
  await execute(
    transaction,
    updateImport(key).set({
      phase,
      is_running: false,
      heartbeat_at: clock,
      phase_started_at: clock,
      ...{ phase_from: 0, phase_done: 0, phase_total: null, failed_runs: 0 },
      ...(dryRun !== undefined && { dry_run: dryRun }),
      ...(undoneBy !== undefined && { undone_by: undoneBy }),
      ...(phase === "cancelled" && { status: "failed", finished_at: clock }),
      ...(isAgain && {
        ...{ status: "staging", effect: null },
        ...{ rows: 0, new_rows: 0, changed_rows: 0, unchanged_rows: 0 },
        ...{ rejected_rows: 0, skipped_rows: 0 },
      }),
    }),
  );
}

export async function saveEffect(
  database: Database,
  key: ImportKey,
  effect: string,
): Promise<void> {
  await execute(database, updateImport(key).set({ effect }));
}

/** What was met while the rows were read, with what was recognized before. JSON text. */
export async function saveNotes(
  database: Database,
  key: ImportKey,
  recognized: string,
): Promise<void> {
  await execute(database, updateImport(key).set({ recognized }));
}
