import { z } from "zod";
import { createDamagedError } from "./envelope";
import { splitLines } from "./lines";

/**
 * The content of a backup, in lines of JSON: a header; for each table its name, its rows and its end; and the end. A
 * row is an array of the texts in which PostgreSQL writes the values of its columns, or null.
 */
const name = z.string().min(1);
const count = z.int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const migrationRecord = z.strictObject({ name, checksum: digest });
export type MigrationRecord = z.infer<typeof migrationRecord>;

const table = z.strictObject({ name, columns: z.array(name).min(1), rows: count });
export type TableRecord = z.infer<typeof table>;

const sequence = z.strictObject({
  name,
  /** Text: it may be larger than numbers of JavaScript. */
  value: z.string().regex(/^-?\d+$/),
  isCalled: z.boolean(),
});
export type SequenceRecord = z.infer<typeof sequence>;

export const headerRecord = z.strictObject({
  product: name,
  createdAt: z.iso.datetime(),
  database: z.strictObject({ kind: z.enum(["embedded", "postgresql"]), version: name }),
  migrations: z.array(migrationRecord).min(1),
  tables: z.array(table).min(1),
  sequences: z.array(sequence),
});
export type BackupHeader = z.infer<typeof headerRecord>;

const startRecord = z.strictObject({ table: name });
const endRecord = z.strictObject({ end: name, rows: count, sha256: digest });
const lastRecord = z.strictObject({ isComplete: z.literal(true) });

export type BackupEvent =
  | { readonly kind: "header"; readonly header: BackupHeader }
  | { readonly kind: "table"; readonly table: TableRecord }
  /** The JSON of a row. */
  | { readonly kind: "row"; readonly line: string }
  | { readonly kind: "end"; readonly table: TableRecord; readonly sha256: string };

export const writeRecord = {
  header: (header: BackupHeader) => `${JSON.stringify(header)}\n`,
  table: (table: string) => `${JSON.stringify({ table })}\n`,
  end: (end: string, rows: number, sha256: string) => `${JSON.stringify({ end, rows, sha256 })}\n`,
  last: () => `${JSON.stringify({ isComplete: true })}\n`,
};

/**
 * Reads a backup's content, and checks that it has each table of its header with all rows.
 * @throws BackupError for content that is not whole.
 */
export async function* readRecords(source: AsyncIterable<Buffer>): AsyncGenerator<BackupEvent> {
  const lines = splitLines(source);
  const header = parse(headerRecord, (await lines.next()).value);
  yield { kind: "header", header };
  for (const expected of header.tables) {
    const start = parse(startRecord, (await lines.next()).value);
    if (start.table !== expected.name) throw createDamagedError();
    yield { kind: "table", table: expected };
    for (let rows = 0; ; rows += 1) {
      const { value: line } = await lines.next();
      if (typeof line === "string" && line.startsWith("[")) {
        yield { kind: "row", line };
        continue;
      }
      const end = parse(endRecord, line);
      if (end.end !== expected.name || end.rows !== rows || rows !== expected.rows) {
        throw createDamagedError();
      }
      yield { kind: "end", table: expected, sha256: end.sha256 };
      break;
    }
  }
  parse(lastRecord, (await lines.next()).value);
  if ((await lines.next()).done !== true) throw createDamagedError();
}

function parse<Value>(schema: z.ZodType<Value>, line: unknown): Value {
  try {
    return schema.parse(JSON.parse(String(line)));
  } catch {
    throw createDamagedError();
  }
}
