import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createUnknownReferenceError } from "@/lib/errors";
import { normalizeColumnName } from "@/lib/ingest/mapping/column-name";
import { isRejectionColumn } from "@/lib/ingest/mapping/rejection-columns";
import { openTable, type TableChoices } from "@/lib/ingest/open-table";
import type { FileSource } from "@/lib/ingest/readers/file-source";
import type { MappingFile } from "@/lib/performance/imports/mapping-schemas";
import {
  listMappingRecords,
  type SavedMappingKey,
} from "@/lib/performance/imports/queries/import-mappings";
import { serializeMapping } from "./list-mappings";
import type { SavedContent, SavedMapping } from "./schemas";

export type ChosenMapping = SavedMappingKey & {
  readonly name: string;
  readonly content: SavedContent;
};

/** @throws AppError `unknown_reference` for an id that no saved mapping has. */
export async function findMapping(
  { database, organizationId }: Context,
  id: number,
): Promise<ChosenMapping> {
  const [found] = await listMappingRecords(database, organizationId, id);
  if (found === undefined) throw createUnknownReferenceError("mapping_id");
  return toChosen(serializeMapping(found));
}

/** The saved mapping of this name, without regard to case; null without one. */
export async function findMappingByName(
  { database, organizationId }: Context,
  name: string,
): Promise<ChosenMapping | null> {
  const fold = (text: string) => text.normalize("NFC").toLowerCase();
  const records = await listMappingRecords(database, organizationId);
  const found = records.find((one) => fold(one.name) === fold(name));
  return found === undefined ? null : toChosen(serializeMapping(found));
}

/** The mapping that was saved last with exactly the columns of a file; null without one. */
export async function recognizeSaved(
  { database, organizationId }: Context,
  source: FileSource,
  choices: TableChoices,
): Promise<ChosenMapping | null> {
  const records = (await listMappingRecords(database, organizationId)).map(serializeMapping);
  const candidates = records.filter(({ columns }) => columns.length > 0);
  if (candidates.length === 0) return null;
  const columns = await listColumns(source, choices);
  const found = candidates.find(
    (one) => one.columns.length === columns.size && one.columns.every((name) => columns.has(name)),
  );
  return found === undefined ? null : toChosen(found);
}

/** Those of a file that is no table are none: the reader of its rows says why. */
async function listColumns(
  source: FileSource,
  choices: TableChoices,
): Promise<ReadonlySet<string>> {
  try {
    const { columns } = await openTable(source, choices);
    const named = columns.filter(({ name }) => !isRejectionColumn(name));
    return new Set(named.map(({ name }) => normalizeColumnName(name)));
  } catch (error) {
    if (error instanceof AppError) return new Set();
    throw error;
  }
}

/** As the settings of an import keep it. */
export function toMappingSetting({ content }: ChosenMapping): MappingFile {
  return { ...content, aliases: {} };
}

function toChosen({ id, version, name, mapping }: SavedMapping): ChosenMapping {
  return { mappingId: id, version, name, content: mapping };
}
