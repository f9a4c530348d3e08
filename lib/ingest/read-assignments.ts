import type { ImportRow } from "@/lib/performance/imports/import-row";
import { parseAssignmentRow, type RowSettings } from "./assignment-row";
import { readCsv } from "./csv";
import { readNdjson } from "./ndjson";

export const importFormats = ["csv", "ndjson"] as const;
export type ImportFormat = (typeof importFormats)[number];

const readers = { csv: readCsv, ndjson: readNdjson };

/**
 * Streams a file of assignments: each row is parsed or has an error.
 * @throws AppError if the whole file must be rejected.
 */
export async function* readAssignments(
  source: AsyncIterable<Uint8Array>,
  format: ImportFormat,
  settings: RowSettings,
): AsyncGenerator<ImportRow> {
  for await (const { rowNumber, given, cells, error } of readers[format](source)) {
    if (error !== null) {
      yield { rowNumber, given, row: null, fault: error };
      continue;
    }
    const parsed = parseAssignmentRow(cells, settings);
    yield "row" in parsed
      ? { rowNumber, given, row: parsed.row, fault: null }
      : { rowNumber, given, row: null, fault: parsed.error };
  }
}
