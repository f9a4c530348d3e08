import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { showsNames } from "@/lib/performance/access/privacy-mode";
import { listFirstRows, listKeptRows } from "@/lib/performance/imports/queries/first-rows";
import { countFoundPeople, listFoundPeople } from "@/lib/performance/imports/queries/found-people";
import { findImport, type ImportRecord } from "@/lib/performance/imports/queries/import-requests";
import { listRejectedRows } from "@/lib/performance/imports/queries/import-rows";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { readStoredSettings } from "./file-choices";
import { readRecognized } from "./recognition-schemas";
import { toRequestWords } from "./request-words";
import { serializePerson, serializePreview } from "./serialize-file";
import { serializeEffect, serializeImport, serializeProgress } from "./serialize-import";

const ROWS_SHOWN = 10;
const PEOPLE_SHOWN = 500;

/**
 * An import: where it is, what was recognized in its file, and what it does.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`.
 */
export async function getImport(
  context: Context,
  { id }: { readonly id: number },
): Promise<ImportDetail> {
  requirePermission(context.actor, "manage_organization");
  const { database, organizationId } = context;
  return describeImport(database, context, { organizationId, importId: id });
}

/** @throws AppError `not_found`. */
export async function describeImport(
  connection: Database | Transaction,
  context: Context,
  key: ImportKey,
): Promise<ImportDetail> {
  const record = await findImport(connection, key);
  if (record === null) throw createNotFoundError();
  const { file_bytes, recognized, settings, problem } = record;
  const people = await countFoundPeople(connection, key);
  const isShown = seesFile(context, record);
  const file = readRecognized(recognized);
  return {
    ...serializeImport(context, record),
    file_bytes: file_bytes === null ? null : Number(file_bytes),
    settings: isShown ? readStoredSettings(settings) : {},
    recognized: file && {
      preset: file.preset,
      columns: file.columns.map(({ name }) => name),
      ...{ fields: file.fields, ignored: file.ignored },
      ...{ notes: file.notes, questions: file.questions },
    },
    problem: isShown && problem !== null ? toRequestWords(problem) : null,
    progress: serializeProgress(record),
    new_members: people.get("created") ?? 0,
    unknown_people: people.get("unknown") ?? 0,
    ...(isShown
      ? await readFile(connection, key, record)
      : { people: [], preview: [], problems: [] }),
    effect: serializeEffect(context, record),
  };
}

/**
 * Whether the reader may see what the file says about people: where members are shown by name, and to the member who
 * sent the file.
 */
export function seesFile(context: Context, { created_by }: Pick<ImportRecord, "created_by">) {
  return showsNames(context) || (created_by !== null && created_by === context.actor.userId);
}

async function readFile(
  connection: Database | Transaction,
  key: ImportKey,
  { phase }: ImportRecord,
): Promise<Pick<ImportDetail, "people" | "preview" | "problems">> {
  const isUndo = phase === "undoing" || phase === "undone";
  const people = await listFoundPeople(connection, key, PEOPLE_SHOWN);
  const preview = phase === "waiting" ? await listFirstRows(connection, key, ROWS_SHOWN) : [];
  const problems = isUndo
    ? await listKeptRows(connection, key, ROWS_SHOWN)
    : await listRejectedRows(connection, key, 0, ROWS_SHOWN);
  return {
    people: people.map(serializePerson),
    preview: preview.map(serializePreview),
    problems: problems.map(({ rowNumber, field, reason }) => ({
      ...{ row: rowNumber, field, reason: toRequestWords(reason) },
    })),
  };
}
