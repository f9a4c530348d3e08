import {
  type FileFieldName,
  fileFieldNames,
  getField,
} from "@/lib/performance/domain/assignments/field-names";

export type ColumnName = FileFieldName;

export const requiredColumnNames = fileFieldNames.filter(
  (name) => getField(name).isRequired === true,
);

export function isColumnName(name: string): name is ColumnName {
  return fileFieldNames.some((columnName) => columnName === name);
}

/** The cells of a row by column. A column that the file lacks is absent. */
export type Cells = Readonly<Partial<Record<ColumnName, unknown>>>;

/** @returns one sentence, or null for a valid header line. */
export function findHeaderError(header: readonly string[]): string | null {
  const unknown = header.filter((name) => !isColumnName(name));
  const repeated = header.filter((name, index) => header.indexOf(name) !== index);
  const missing = requiredColumnNames.filter((name) => !header.includes(name));
  if (header.length === 1 && header[0]?.includes(";")) {
    return "The columns are separated by semicolons; they must be separated by commas (RFC 4180).";
  }
  if (missing.length > 0) {
    return `The header line lacks ${quoteAll(missing)}; it has ${quoteAll(header)}.`;
  }
  if (unknown.length > 0) {
    return `The header line has ${quoteAll(unknown)}, which the import format does not have; its columns are ${fileFieldNames.join(", ")}.`;
  }
  return repeated.length > 0 ? `The header line has ${quoteAll(repeated)} more than once.` : null;
}

const MAXIMUM_QUOTED_NAMES = 12;
const MAXIMUM_QUOTED_LENGTH = 60;

function quoteAll(names: readonly string[]): string {
  const shown = names
    .slice(0, MAXIMUM_QUOTED_NAMES)
    .map((name) => `“${abbreviate(name.replace(/\p{Cc}/gu, "�"))}”`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

function abbreviate(text: string): string {
  return text.length > MAXIMUM_QUOTED_LENGTH ? `${text.slice(0, MAXIMUM_QUOTED_LENGTH)}…` : text;
}
