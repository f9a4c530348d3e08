import { parse } from "csv-parse/sync";
import { removeInvisible } from "./raw-row";

/** How the cells of a file are separated, and which record is its header. */
export type Dialect = {
  readonly delimiter: string;
  /** Counted from 0 without blank lines: records before it are no rows. */
  readonly headerIndex: number;
};

export const delimiters = [",", ";", "\t"] as const;

const RECORDS_SEARCHED = 20;
const SEPARATOR_LINE = /^\s*"?sep=(.)"?[,;\t]*\s*$/i;

/**
 * Of the delimiters, the one whose first records have the most known names of columns, then the one with the most
 * columns. The header is the record with the most of them.
 *
 * @param sample the beginning of the file, which may end in the middle of a row.
 * @returns the dialect and the header; null for a file without records.
 */
export function recognizeDialect(
  sample: string,
  isKnownName: (name: string) => boolean,
  chosen?: string,
): (Dialect & { readonly header: readonly string[] }) | null {
  const named = SEPARATOR_LINE.exec(sample.split(/\r?\n|\r/, 1)[0] ?? "")?.[1];
  const tried = chosen ?? named;
  const candidates = (tried === undefined ? delimiters : [tried]).flatMap((delimiter) => {
    const found = findHeader(listRecords(sample, delimiter), isKnownName);
    return found === null ? [] : [{ delimiter, ...found }];
  });
  const [best] = candidates.toSorted(
    (one, other) => other.known - one.known || other.header.length - one.header.length,
  );
  return best ?? null;
}

/** The record with the most known names of columns; null without a record that is not blank. */
export function findHeader(
  records: readonly (readonly string[])[],
  isKnownName: (name: string) => boolean,
) {
  const rated = records.flatMap((header, headerIndex) => {
    const isSeparator = SEPARATOR_LINE.test(header.join(""));
    const isBlank = header.every((cell) => removeInvisible(cell) === "");
    if (isSeparator || isBlank) return [];
    return [{ header, headerIndex, known: header.filter(isKnownName).length }];
  });
  return rated.toSorted((one, other) => other.known - one.known)[0] ?? null;
}

function listRecords(sample: string, delimiter: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  try {
    parse(sample, {
      columns: false,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      to: RECORDS_SEARCHED,
      on_record: (record: string[]) => {
        records.push(record);
        return record;
      },
    });
  } catch {
    // A wrong quote ends the search; the reader of the rows reports it with its row.
  }
  return records;
}
