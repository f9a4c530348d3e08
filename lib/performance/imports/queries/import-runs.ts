import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type ImportCounts,
  type ImportKey,
  type ImportPhase,
  type ImportRun,
  type ImportStatus,
  updateImport,
} from "./imports";

const clock = sql<Date>`clock_timestamp()`;

/** An undo leaves the status as it is. */
const statusByPhase: Record<ImportPhase, ImportStatus | undefined> = {
  uploading: "staging",
  queued: "staging",
  reading: "staging",
  matching: "staging",
  checking: "staging",
  waiting: "staging",
  applying: "applying",
  done: "finished",
  undoing: undefined,
  undone: undefined,
  failed: "failed",
  cancelled: "failed",
};

function toStatus(phase: ImportPhase): { readonly status?: ImportStatus } {
  const status = statusByPhase[phase];
  return status === undefined ? {} : { status };
}

/** The import that a process runs, if any: its last heartbeat, and the seconds since. */
export async function findRunningImport(
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
      .where((eb) => eb.ref("is_running"))
      .orderBy("heartbeat_at", "desc")
      .limit(1),
  );
  return found === null
    ? null
    : { heartbeatAt: found.heartbeat_at, silentSeconds: found.silent_seconds };
}

/** Whether an import that came by a request has not ended. */
export async function hasWaitingImport(
  transaction: Transaction,
  organizationId: number,
): Promise<boolean> {
  const found = await selectRow(
    transaction,
    kysely
      .selectFrom("imports")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where((eb) =>
        eb.or([eb("status", "in", ["staging", "applying"]), eb("phase", "=", "undoing")]),
      )
      .limit(1),
  );
  return found !== null;
}

/**
 * Ends the runs of processes that are gone: what they applied stays. An import that came by a request goes on later;
 * the others have failed.
 */
export async function endDeadRuns(transaction: Transaction, organizationId: number): Promise<void> {
  const running = kysely
    .updateTable("imports")
    .where("organization_id", "=", organizationId)
    .where((eb) => eb.ref("is_running"));
  await execute(
    transaction,
    running
      .set({ status: "failed", phase: "failed", finished_at: clock, is_running: false })
      .where((eb) => eb.not(eb.ref("is_requested"))),
  );
  await execute(transaction, running.set({ is_running: false }));
}

type NewImport = {
  readonly organizationId: number;
  readonly createdBy: MemberId | null;
  readonly format: string;
  readonly dryRun: boolean;
  readonly createdAt: Date;
  /** Of the saved mapping; null without one. */
  readonly mappingId: number | null;
  readonly mappingVersion: number | null;
};

/** A new import that this process runs. */
export async function insertImport(
  transaction: Transaction,
  record: NewImport,
): Promise<ImportRun> {
  const { id } = await transaction.import.create({ data: record, select: { id: true } });
  const run = { organizationId: record.organizationId, importId: id, run: 1 };
  // By the database's clock, as every later one: a service whose clock is behind would seem dead at once.
  await recordHeartbeat(transaction, run);
  return run;
}

/** Claims an import that came by a request for this process. */
export async function claimImport(
  transaction: Transaction,
  { organizationId, importId }: ImportKey,
): Promise<ImportRun> {
  const claimed = await selectRow(
    transaction,
    kysely
      .updateTable("imports")
      .set((eb) => ({
        run: sql<number>`${eb.ref("run")} + 1`,
        is_running: true,
        heartbeat_at: clock,
      }))
      .where("organization_id", "=", organizationId)
      .where("id", "=", importId)
      .returning("run"),
  );
  return { organizationId, importId, run: claimed?.run ?? 0 };
}

/** Ends a run whose import goes on later. */
export async function releaseImport(
  database: Database | Transaction,
  run: ImportRun,
  { isFailure = false }: { readonly isFailure?: boolean } = {},
): Promise<void> {
  await execute(
    database,
    updateRunning(run).set((eb) => ({
      is_running: false,
      failed_runs: sql<number>`${eb.ref("failed_runs")} + ${sql.lit(isFailure ? 1 : 0)}`,
    })),
  );
}

/** Begins a phase. False if another process has ended this run: then it must stop. */
export async function recordPhase(
  database: Database | Transaction,
  run: ImportRun,
  phase: ImportPhase,
  { done = 0, total = null }: { readonly done?: number; readonly total?: number | null } = {},
): Promise<boolean> {
  const updated = await execute(
    database,
    updateRunning(run).set({
      ...toStatus(phase),
      phase,
      heartbeat_at: clock,
      phase_started_at: clock,
      phase_from: done,
      phase_done: done,
      phase_total: total,
    }),
  );
  return updated === 1;
}

/**
 * Records the progress and heartbeat of an import. False if another process has ended this run: then it must stop.
 */
export async function recordProgress(
  database: Database | Transaction,
  run: ImportRun,
  counts: ImportCounts,
  done: number,
): Promise<boolean> {
  const updated = await execute(
    database,
    updateRunning(run).set({
      heartbeat_at: clock,
      failed_runs: 0,
      phase_done: done,
      rows: counts.rows,
      new_rows: counts.new,
      changed_rows: counts.changed,
      unchanged_rows: counts.unchanged,
      rejected_rows: counts.rejected,
      skipped_rows: counts.skipped,
    }),
  );
  return updated === 1;
}

/** Records the heartbeat of an import. */
export async function recordHeartbeat(
  database: Database | Transaction,
  { organizationId, importId, run }: ImportRun,
): Promise<void> {
  await execute(
    database,
    updateImport({ organizationId, importId }).set({ heartbeat_at: clock }).where("run", "=", run),
  );
}

/** Ends an import, unless another process has ended this run. */
export async function endImport(
  database: Database | Transaction,
  run: ImportRun,
  phase: "done" | "failed" | "undone",
  problem: string | null = null,
): Promise<boolean> {
  const updated = await execute(
    database,
    updateRunning(run).set({
      ...toStatus(phase),
      phase,
      problem,
      is_running: false,
      ...(phase !== "undone" && { finished_at: clock }),
    }),
  );
  return updated === 1;
}

/** An import that waits for its start. */
export async function endCheck(database: Database | Transaction, run: ImportRun): Promise<boolean> {
  const updated = await execute(
    database,
    updateRunning(run).set({ phase: "waiting", is_running: false }),
  );
  return updated === 1;
}

/** The import while this run is its last, and nothing has ended it. */
export function updateRunning({ organizationId, importId, run }: ImportRun) {
  return updateImport({ organizationId, importId })
    .where("run", "=", run)
    .where((eb) => eb.ref("is_running"));
}
