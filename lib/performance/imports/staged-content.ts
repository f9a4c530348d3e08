import { timeFieldNames, toKey } from "@/lib/performance/domain/assignments/field-names";
import type { AssignmentRow, ImportRow } from "./import-row";

/** Every escape in JSON text, matched one after the other, so that an escaped backslash never starts another escape. */
const ESCAPE = /\\(u[0-9a-f]{4}|.)/g;
const UNSTORABLE = /^u(?:0000|d[89a-f][0-9a-f]{2})$/;

/**
 * The JSON text of a row for the staging table, without characters that the database rejects: NUL and unpaired
 * surrogates.
 */
export function toStagedContent({ given, row }: Pick<ImportRow, "given" | "row">): string {
  return JSON.stringify({ given, row }).replace(ESCAPE, (whole, escaped: string) =>
    UNSTORABLE.test(escaped) ? "\uFFFD" : whole,
  );
}

const timeKeys = new Set<string>(timeFieldNames.map((name) => toKey(name)));

/** The valid row that `toStagedContent` wrote, whose times are texts in JSON. */
export function readStagedRow(content: unknown): AssignmentRow {
  const entries = Object.entries(toStoredRow(content)).map(([key, value]) => [
    key,
    timeKeys.has(key) && typeof value === "string" ? new Date(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Safe for rows that were not rejected: only `toStagedContent` writes their column. */
function toStoredRow(content: unknown): Readonly<Record<string, unknown>> {
  return (content as { readonly row: Readonly<Record<string, unknown>> }).row;
}

/** A text without characters that the database rejects. */
export function toStorableText(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, "\uFFFD");
}
