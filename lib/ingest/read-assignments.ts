import type { ImportRow } from "@/lib/performance/imports/import-row";
import { parseAssignmentRow, type RowSettings } from "./assignment-row";
import { readCsv } from "./csv";
import { readNdjson } from "./ndjson";

export const importFormats = ["csv", "ndjson"] as const;
export type ImportFormat = (typeof importFormats)[number];

const readers = { csv: readCsv, ndjson: readNdjson };

/**
 * Streams a file of assignments: each row is parsed or has errors.
 * @throws AppError if the whole file must be rejected.
 */
export async function* readAssignments(
  source: AsyncIterable<Uint8Array>,
  format: ImportFormat,
  settings: RowSettings,
): AsyncGenerator<ImportRow> {
  for await (const { rowNumber, given, cells, error } of readers[format](source)) {
    yield error === null
      ? { rowNumber, given, ...parseAssignmentRow(cells, settings) }
      : { rowNumber, given, row: null, errors: [error] };
  }
}
