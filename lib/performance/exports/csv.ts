import { stringify } from "csv-stringify/sync";
import type { Cell, Column } from "./columns";

/**
 * CSV of RFC 4180, with CRLF. A text that a spreadsheet would take for a formula is prefixed with `'`; numbers stay
 * numbers; null is empty.
 */
export function formatCsv(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    record_delimiter: "\r\n",
    escape_formulas: true,
    quote_record_delimiter: true,
    cast: { boolean: String },
  });
}

/** A CSV file of these columns: the header with the first page, then page by page. */
export async function* streamCsv<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  { bom }: { readonly bom: boolean },
): AsyncGenerator<string> {
  const header = formatCsv([columns.map(({ name }) => name)]);
  let before = `${bom ? "\uFEFF" : ""}${header}`;
  for await (const page of pages) {
    yield before + formatCsv(page.map((row) => columns.map(({ read }) => read(row))));
    before = "";
  }
  if (before !== "") yield before;
}
