import "server-only";
import { createHash } from "node:crypto";
import type { CopiedTable } from "./catalog";
import { quoteName } from "./catalog";
import type { TextRow, TextSession } from "./session";

const BATCH_BYTES = 512 * 1024;
/** Few, because rows may hold parts of files. */
const FIRST_ROWS = 16;
const MOST_ROWS = 4_000;
const GROWTH = 4;

type TableEnd = { readonly rows: number; readonly sha256: string };

/**
 * The rows of a table as lines of JSON, in the order of its primary key, in texts of about half a megabyte. It reads
 * by a cursor of the open transaction, as many rows at once as this size has, so that memory does not grow with the
 * table.
 */
export async function* readTable(
  session: TextSession,
  { sqlName, columns, key }: CopiedTable,
): AsyncGenerator<string, TableEnd> {
  const list = columns.map((column) => quoteName(column.name)).join(", ");
  const order = key.length === 0 ? "" : ` ORDER BY ${key.join(", ")}`;
  await session.run(
    `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT ${list} FROM ${sqlName}${order}`,
  );
  const hash = createHash("sha256");
  let rows = 0;
  for (let batch = FIRST_ROWS; ; ) {
    const found = await session.run(`FETCH FORWARD ${batch} FROM backup_rows`);
    const text = found.map(toLine).join("");
    hash.update(text);
    rows += found.length;
    if (text !== "") yield text;
    if (found.length < batch) break;
    const fitting = Math.floor((batch * BATCH_BYTES) / text.length);
    batch = Math.max(1, Math.min(fitting, batch * GROWTH, MOST_ROWS));
  }
  await session.run("CLOSE backup_rows");
  return { rows, sha256: hash.digest("hex") };
}

function toLine(row: TextRow): string {
  return `${JSON.stringify(row)}\n`;
}

export async function countRows(session: TextSession, { sqlName }: CopiedTable): Promise<number> {
  const [row] = await session.run(`SELECT count(*) FROM ${sqlName}`);
  return Number(row?.[0]);
}
