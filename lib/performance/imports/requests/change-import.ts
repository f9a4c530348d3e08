import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { type ImportFormat, importFormats } from "@/lib/ingest/open-table";
import { isDeepEqual } from "@/lib/is-deep-equal";
import { requirePermission } from "@/lib/performance/access/permissions";
import { findMapping, toMappingSetting } from "@/lib/performance/imports/mappings/choose-mapping";
import type { SavedMappingKey } from "@/lib/performance/imports/queries/import-mappings";
import {
  findImport,
  type ImportRecord,
  lockImport,
  movePhase,
  saveRecognized,
} from "@/lib/performance/imports/queries/import-requests";
import { countStagedRows } from "@/lib/performance/imports/queries/import-rows";
import type { ImportKey, ImportPhase } from "@/lib/performance/imports/queries/imports";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import type { ImportSettings } from "@/lib/performance/imports/settings-schemas";
import { requireVersion } from "@/lib/resources/resource-guard";
import { readStoredSettings } from "./file-choices";
import { describeImport } from "./get-import";
import { queueImport, recordAction, sendJob } from "./queue-import";
import { recognizeForReader } from "./recognize-file";
import { openStoredFile } from "./stored-file";

type ImportInput = { readonly id: number };

/**
 * Changes how the file of an import that waits is read, and who its people are, and checks it again.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for an import that does not wait;
 * `invalid_request` for settings with which the file is no table.
 */
export async function changeImport(
  context: Context,
  { id, change }: ImportInput & { readonly change: ImportSettings },
): Promise<ImportDetail> {
  const { database } = context;
  const key = toKey(context, id);
  requirePermission(context.actor, "manage_organization");
  const record = await findImport(database, key);
  if (record === null) throw createNotFoundError();
  requirePhase(record.phase, changeable, NOT_WAITING);
  const before = readStoredSettings(record.settings);
  const { settings, saved } = await applyChange(context, record, before, change);
  const source = openStoredFile(database, key);
  const format = toFormat(record.format);
  const found = await recognizeForReader(context, { source, settings, format });
  return changeLocked(context, id, { phases: changeable, problem: NOT_WAITING }, async (tx) => {
    await saveRecognized(tx, key, {
      ...{ format: found.format, problem: found.problem },
      settings: JSON.stringify(settings),
      recognized: JSON.stringify(found.recognized),
      saved,
    });
    if (found.problem === null) await queueImport(tx, context, key, { isRecorded: false });
    else await movePhase(tx, key, { phase: "waiting" });
  });
}

/** A saved mapping is kept as it was when it was chosen, until another mapping takes its place. */
async function applyChange(
  context: Context,
  { mapping_id: mappingId, mapping_version: version }: ImportRecord,
  before: ImportSettings,
  { mapping_id: chosenId, ...change }: ImportSettings,
): Promise<{ readonly settings: ImportSettings; readonly saved: SavedMappingKey | null }> {
  if (chosenId) {
    const chosen = await findMapping(context, chosenId);
    const mapping = toMappingSetting(chosen);
    return { settings: { ...before, ...change, preset: null, mapping }, saved: chosen };
  }
  const settings = { ...before, ...change };
  const isKept =
    chosenId === undefined &&
    isDeepEqual(
      [settings.mapping, settings.preset ?? null],
      [before.mapping, before.preset ?? null],
    );
  return {
    settings,
    saved: isKept && mappingId !== null && version !== null ? { mappingId, version } : null,
  };
}

const changeable: readonly ImportPhase[] = ["waiting"];
const NOT_WAITING =
  "Only an import that waits for its start can be changed. Wait until it is checked, or send the file again. Nothing was changed.";

/**
 * Starts an import that was checked and waits.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for an import that does not wait,
 * or whose columns are not mapped yet.
 */
export async function startImport(context: Context, { id }: ImportInput): Promise<ImportDetail> {
  requirePermission(context.actor, "manage_organization");
  const key = toKey(context, id);
  const allowed = { phases: changeable, problem: NOT_STARTABLE };
  return changeLocked(context, id, allowed, async (transaction) => {
    const record = await findImport(transaction, key);
    if (record?.problem !== null) {
      throw new AppError("conflict", `${record?.problem ?? ""} Change the mapping first.`);
    }
    await queueImport(transaction, context, key, { isRecorded: true, dryRun: false });
  });
}

const NOT_STARTABLE =
  "Only an import that was checked and waits can be started. Nothing was changed by this request.";

/**
 * Cancels an import. What it applied stays, and can be undone. Doing it twice changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for an import of the command
 * line, which ends there.
 */
export async function cancelImport(context: Context, { id }: ImportInput): Promise<ImportDetail> {
  requirePermission(context.actor, "manage_organization");
  const key = toKey(context, id);
  return withTransaction(context.database, async (transaction) => {
    const locked = await lockImport(transaction, key);
    if (locked === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    const respond = () => describeImport(transaction, context, key);
    if (ended.includes(locked.phase)) return respond();
    const record = await findImport(transaction, key);
    if (record?.is_requested !== true) {
      throw new AppError(
        "conflict",
        "The command line runs this import, and can end it there. Nothing was changed.",
      );
    }
    await movePhase(transaction, key, { phase: "cancelled" });
    await recordAction(transaction, context, key, "import.cancel");
    // It deletes the file.
    await sendJob(transaction, key);
    return respond();
  });
}

const ended: readonly ImportPhase[] = ["done", "failed", "cancelled", "undoing", "undone"];

/**
 * Undoes a whole import, as a job: assignments that are still as the import left them become what they were before it;
 * the others are listed. Members that it created stay. Doing it twice changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for an import that has not ended,
 * that changed nothing, or that ended more than a month ago.
 */
export async function undoImport(context: Context, { id }: ImportInput): Promise<ImportDetail> {
  requirePermission(context.actor, "manage_organization");
  const key = toKey(context, id);
  return withTransaction(context.database, async (transaction) => {
    const locked = await lockImport(transaction, key);
    if (locked === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    const respond = () => describeImport(transaction, context, key);
    if (locked.phase === "undoing" || locked.phase === "undone") return respond();
    requirePhase(locked.phase, ["done", "failed", "cancelled"], NOT_ENDED);
    const { applied } = await countStagedRows(transaction, key);
    if (applied === 0) throw new AppError("conflict", NOTHING_TO_UNDO);
    await movePhase(transaction, key, { phase: "undoing", undoneBy: context.actor.userId });
    await sendJob(transaction, key);
    await recordAction(transaction, context, key, "import.undo");
    return respond();
  });
}

const NOT_ENDED =
  "This import has not ended. Cancel it or wait until it has ended, then undo it. Nothing was changed.";
const NOTHING_TO_UNDO =
  "This import has nothing to undo: it changed nothing, or it ended more than a month ago. Nothing was changed.";

function changeLocked(
  context: Context,
  id: number,
  { phases, problem }: { readonly phases: readonly ImportPhase[]; readonly problem: string },
  change: (transaction: Transaction) => Promise<void>,
): Promise<ImportDetail> {
  const key = toKey(context, id);
  return withTransaction(context.database, async (transaction) => {
    const locked = await lockImport(transaction, key);
    if (locked === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    requirePhase(locked.phase, phases, problem);
    await change(transaction);
    return describeImport(transaction, context, key);
  });
}

function requirePhase(phase: ImportPhase, phases: readonly ImportPhase[], problem: string): void {
  if (!phases.includes(phase)) throw new AppError("conflict", problem);
}

function toKey({ organizationId }: Context, importId: number): ImportKey {
  return { organizationId, importId };
}

function toFormat(stored: string): ImportFormat | null {
  return importFormats.find((format) => format === stored) ?? null;
}
