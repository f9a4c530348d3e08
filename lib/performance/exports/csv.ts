import { neutralizeFormulas } from "@/lib/spreadsheet-text";
import type { Cell, Column } from "./column";

/**
 * CSV of RFC 4180, with CRLF. Each part of a text that a spreadsheet of any locale could take for a formula is prefixed
 * with `'`; numbers stay numbers; null is empty. By hand, because the library takes more than four times as long.
 */
export function formatCsv(rows: readonly (readonly Cell[])[]): string {
  let text = "";
  for (const row of rows) text += `${row.map(formatCell).join(",")}\r\n`;
  return text;
}

function formatCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = neutralizeFormulas(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file of these columns: the header with the first page, unless the reader has it, then page by page. */
export async function* streamCsv<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  { bom, isResumed = false }: { readonly bom: boolean; readonly isResumed?: boolean },
): AsyncGenerator<string> {
  const header = formatCsv([columns.map(({ name }) => name)]);
  let before = isResumed ? "" : `${bom ? "\uFEFF" : ""}${header}`;
  for await (const page of pages) {
    yield before + formatCsv(page.map((row) => columns.map(({ read }) => read(row))));
    before = "";
  }
  if (before !== "") yield before;
}
