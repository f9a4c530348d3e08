import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { Upload } from "@/lib/http/upload";
import type { ImportFormat } from "@/lib/ingest/open-table";
import { type FileSource, MAX_FILE_BYTES } from "@/lib/ingest/readers/file-source";
import { requirePermission } from "@/lib/performance/access/permissions";
import { keepAlive } from "@/lib/performance/imports/import-run";
import {
  findMapping,
  recognizeSaved,
  toMappingSetting,
} from "@/lib/performance/imports/mappings/choose-mapping";
import type { SavedMappingKey } from "@/lib/performance/imports/queries/import-mappings";
import { deleteUpload } from "@/lib/performance/imports/queries/import-parts";
import {
  countOpenRequests,
  insertRequest,
  movePhase,
  saveRecognized,
} from "@/lib/performance/imports/queries/import-requests";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import type { ImportQuery, ImportSettings } from "@/lib/performance/imports/settings-schemas";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { noteCreated } from "@/lib/resources/resource-guard";
import { toChoices } from "./file-choices";
import { describeImport } from "./get-import";
import { queueImport } from "./queue-import";
import {
  type Recognition,
  recognizeFile,
  recognizeForReader,
  requireNoQuestion,
} from "./recognize-file";
import { openStoredFile, storeFile } from "./stored-file";

/** Each keeps a file of up to 512 MB. */
const MOST_OPEN_IMPORTS = 10;

const formats: Readonly<Record<string, ImportFormat>> = {
  "text/csv": "csv",
  "text/tab-separated-values": "csv",
  "application/x-ndjson": "ndjson",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
};

/**
 * Receives a file, recognizes it, and sends the job that imports it, or, for an interactive import, the job that checks
 * it.
 *
 * @throws AppError `forbidden` without `manage_organization`; `invalid_request` for a file that cannot be imported as
 * it is; `payload_too_large`; `conflict` while too many imports wait. Then nothing of the file is kept.
 */
export async function receiveImport(
  context: Context,
  { query, upload }: { readonly query: ImportQuery; readonly upload: Upload | null },
): Promise<ImportDetail> {
  requirePermission(context.actor, "manage_organization");
  if (upload === null) throw new Error("The route takes a file.");
  requireOneWay(query);
  requireOneMapping(query);
  const { database } = context;
  const key = await beginUpload(context, query);
  const heartbeat = keepAlive(context, { ...key, run: 0 });
  try {
    const size = await storeFile(database, key, limitUpload(upload.chunks));
    const source = openStoredFile(database, key);
    const format = formats[upload.contentType] ?? null;
    const { settings, saved } = await chooseMapping(context, query, { source, format });
    const input = { source, settings, format };
    const isInteractive = query.interactive === true;
    const found = await (isInteractive ? recognizeForReader : recognizeFile)(context, input);
    if (!isInteractive) requireNoQuestion(found);
    await acceptUpload(context, key, { found, settings, saved, size, isInteractive });
  } catch (error) {
    await deleteUpload(database, key).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
  return describeImport(database, context, key);
}

/** @throws AppError `invalid_request` for a dry run that waits for its start, which would never come. */
function requireOneWay({ interactive, dry_run }: ImportQuery): void {
  if (interactive !== true || dry_run !== true) return;
  const reason = "does not go with interactive=true, which checks the file before its start anyway";
  throw new AppError("invalid_request", `dry_run ${reason}. Nothing was imported.`, {
    invalidParams: [{ name: "dry_run", reason }],
  });
}

/** @throws AppError `invalid_request` for a saved and a built-in mapping at once. */
function requireOneMapping({ preset, mapping_id: mappingId }: ImportQuery): void {
  if (preset === undefined || mappingId === undefined) return;
  const reason = "cannot be given together with preset";
  throw new AppError("invalid_request", `mapping_id ${reason}. Nothing was imported.`, {
    invalidParams: [{ name: "mapping_id", code: "conflicting", reason }],
  });
}

function beginUpload(context: Context, query: ImportQuery): Promise<ImportKey> {
  const { database, organizationId, actor, now } = context;
  const begin = async (transaction: Transaction) => {
    if ((await countOpenRequests(transaction, organizationId)) >= MOST_OPEN_IMPORTS) {
      throw new AppError(
        "conflict",
        `${MOST_OPEN_IMPORTS} imports wait already. Start or cancel one, then send this file again. Nothing was imported.`,
      );
    }
    const isInteractive = query.interactive === true;
    return insertRequest(transaction, {
      ...{ organizationId, createdBy: actor.userId, format: "csv", createdAt: now },
      fileName: query.file_name ?? null,
      isInteractive,
      dryRun: isInteractive || query.dry_run === true,
    });
  };
  return withOrganizationLock(database, organizationId, begin, { isPreparation: true });
}

async function* limitUpload(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) {
      throw new AppError(
        "payload_too_large",
        "The file is larger than 512 MB. Split it into several files. Nothing was imported.",
      );
    }
    yield chunk;
  }
}

type Accepted = {
  readonly found: Recognition;
  readonly settings: ImportSettings;
  readonly saved: SavedMappingKey | null;
  readonly size: number;
  readonly isInteractive: boolean;
};

async function acceptUpload(
  context: Context,
  key: ImportKey,
  { found, settings, saved, size, isInteractive }: Accepted,
): Promise<void> {
  const { database } = context;
  await withTransaction(database, async (transaction) => {
    noteCreated(transaction, context, "import", key.importId);
    await saveRecognized(transaction, key, {
      ...{ format: found.format, fileBytes: BigInt(size), problem: found.problem },
      settings: JSON.stringify(settings),
      recognized: JSON.stringify(found.recognized),
      saved,
    });
    if (found.problem === null) {
      await queueImport(transaction, context, key, { isRecorded: !isInteractive });
    } else {
      await movePhase(transaction, key, { phase: "waiting" });
    }
  });
}

/** The settings of a query, as an import keeps them, with the saved mapping that it names or that the columns show. */
async function chooseMapping(
  context: Context,
  query: ImportQuery,
  { source, format }: { readonly source: FileSource; readonly format: ImportFormat | null },
): Promise<{ readonly settings: ImportSettings; readonly saved: SavedMappingKey | null }> {
  const { dry_run: _dryRun, interactive: _interactive, file_name: _fileName, ...others } = query;
  const { mapping_id: mappingId, ...settings } = others;
  if (settings.preset !== undefined && mappingId === undefined) return { settings, saved: null };
  const chosen =
    mappingId === undefined
      ? await recognizeSaved(context, source, toChoices(settings, format))
      : await findMapping(context, mappingId);
  return chosen === null
    ? { settings, saved: null }
    : { settings: { ...settings, mapping: toMappingSetting(chosen) }, saved: chosen };
}
