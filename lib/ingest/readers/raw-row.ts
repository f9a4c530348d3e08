import type { RowError } from "@/lib/performance/imports/import-row";
import { createFileError } from "./file-error";

/** A row of a file before its cells are mapped to fields. Counted from 1 after the header. */
export type RawRow = {
  readonly rowNumber: number;
  /** By the key of the column. A column that the row does not have is absent. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly error: RowError | null;
};

/** A column by its name in the file; the key is unique where names repeat. */
export type Column = { readonly name: string; readonly key: string };

/** As many as a sheet can have. */
const MAX_COLUMNS = 16_384;

/** The columns of a header line without blank ones at its end. A blank one between others is named by its place. */
export function toColumns(header: readonly string[]): readonly Column[] {
  const names = header.map(cleanName);
  const used = names.slice(0, names.findLastIndex((name) => name !== "") + 1);
  if (used.length > MAX_COLUMNS) {
    throw createFileError("The header line has more than 16,384 columns.");
  }
  const counts = new Map<string, number>();
  return used.map((name, index) => {
    const shown = name === "" ? `column ${index + 1}` : name;
    const count = (counts.get(shown) ?? 0) + 1;
    counts.set(shown, count);
    return { name: shown, key: count === 1 ? shown : `${shown} (${count})` };
  });
}

const MAX_NAME_LENGTH = 200;

function cleanName(name: string): string {
  const clean = removeInvisible(name).replace(/[\p{Cc}\p{Surrogate}]/gu, "\uFFFD");
  return clean.slice(0, MAX_NAME_LENGTH);
}

/** Zero-width characters, marks of direction, soft hyphens, byte order marks, fillers and selectors of variants. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SPACES = /[\p{Z}\t]+/gu;

/** The text in NFC without invisible characters; spaces of any kind are one space, and none at its ends. */
export function removeInvisible(text: string): string {
  return text.normalize("NFC").replace(INVISIBLE, "").replace(SPACES, " ").trim();
}
