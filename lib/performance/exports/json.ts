import type { Column } from "./column";

/** One JSON object: the head, then the lists in turn page by page, then the tail. */
export async function* streamJson(
  head: Readonly<Record<string, unknown>>,
  lists: readonly (readonly [name: string, pages: AsyncIterable<readonly unknown[]>])[],
  tail: Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  let before = `{${formatMembers(head)}`;
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
  const rest = formatMembers(tail);
  yield `${before}${rest === "" ? "" : `,${rest}`}}\n`;
}

/** One JSON object a line. */
export async function* streamNdjson(
  pages: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<string> {
  for await (const page of pages) {
    yield page.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}

/** The meaning of each column, for a JSON file. */
export function getColumnDefinitions<Row>(columns: readonly Column<Row>[]) {
  return columns.map(({ name, definition, unit }) => ({ name, definition, unit }));
}

/** The JSON members of an object, without its braces. */
function formatMembers(values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(values).slice(1, -1);
}
