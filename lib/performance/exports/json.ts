import type { Column } from "./columns";

/** One JSON object: something that is known at once, then lists page by page in turn, then what is left. */
export async function* jsonPieces(
  head: Readonly<Record<string, unknown>>,
  lists: readonly (readonly [name: string, pages: AsyncIterable<readonly unknown[]>])[],
  tail: Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  let before = `{${membersOf(head)}`;
  for (const [name, pages] of lists) {
    before += `,${JSON.stringify(name)}:[`;
    let separator = "";
    for await (const page of pages) {
      if (page.length === 0) continue;
      yield `${before}${separator}${page.map((row) => JSON.stringify(row)).join(",")}`;
      before = "";
      separator = ",";
    }
    before += "]";
  }
  const rest = membersOf(tail);
  yield `${before}${rest === "" ? "" : `,${rest}`}}\n`;
}

/** One JSON object a line. */
export async function* ndjsonPieces(
  pages: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<string> {
  for await (const page of pages) {
    yield page.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}

/** What each column means, as it stands in a JSON file. */
export function getColumnDefinitions<Row>(columns: readonly Column<Row>[]) {
  return columns.map(({ name, definition, unit }) => ({ name, definition, unit }));
}

/** The inside of an object's braces. */
function membersOf(values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(values).slice(1, -1);
}
