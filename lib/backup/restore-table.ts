import "server-only";
import { BackupError } from "./backup-error";
import { type CopiedTable, quoteName } from "./catalog";
import { createDamagedError } from "./envelope";
import { readTable } from "./read-table";
import type { SequenceRecord } from "./records";
import type { TextSession } from "./session";

const BATCH_CHARACTERS = 512 * 1024;

type Insertion = {
  readonly add: (line: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Inserts rows, many in each statement. PostgreSQL reads each value from the text that it wrote. */
export function insertRows(
  session: TextSession,
  table: CopiedTable,
  names: readonly string[],
): Insertion {
  const columns = names.map((name) => {
    const column = table.columns.find((one) => one.name === name);
    if (column === undefined) throw createDamagedError();
    return column;
  });
  const list = columns.map((column) => quoteName(column.name)).join(", ");
  const values = columns.map((column, index) => `(fields ->> ${index})::${column.type}`);
  const statement = `INSERT INTO ${table.sqlName} (${list})
    SELECT ${values.join(", ")} FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (fields, number)
    ORDER BY number`;
  let lines: string[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    await session.run(statement, [`[${lines.join(",")}]`]);
    lines = [];
    characters = 0;
  };
  return {
    add: async (line) => {
      lines.push(line);
      characters += line.length;
      if (characters >= BATCH_CHARACTERS) await flush();
    },
    end: flush,
  };
}

/** Switches off what the database writes by itself at an insertion, which is among the restored rows already. */
export async function disableInsertTriggers(
  session: TextSession,
  tables: readonly CopiedTable[],
): Promise<{ readonly enable: () => Promise<void> }> {
  const triggers: (readonly [string, string])[] = [];
  for (const { sqlName } of tables) {
    const found = await session.run(
      // 4: at an insertion.
      `SELECT tgname FROM pg_trigger
        WHERE tgrelid = '${sqlName}'::regclass AND NOT tgisinternal AND tgenabled = 'O' AND tgtype::int & 4 <> 0`,
    );
    for (const [name] of found) triggers.push([sqlName, quoteName(name ?? "")]);
  }
  const set = async (state: "DISABLE" | "ENABLE"): Promise<void> => {
    for (const [table, trigger] of triggers) {
      await session.run(`ALTER TABLE ${table} ${state} TRIGGER ${trigger}`);
    }
  };
  await set("DISABLE");
  return { enable: () => set("ENABLE") };
}

export async function setSequences(
  session: TextSession,
  sequences: readonly SequenceRecord[],
): Promise<void> {
  for (const { name, value, isCalled } of sequences) {
    await session.run("SELECT setval($1::regclass, $2::int8, $3::bool)", [
      quoteName(name),
      value,
      String(isCalled),
    ]);
  }
}

/** Reads every table again, and compares it with the backup. @throws BackupError for a difference. */
export async function compareRows(
  session: TextSession,
  tables: readonly CopiedTable[],
  digests: ReadonlyMap<string, string>,
): Promise<void> {
  for (const table of tables) {
    const reading = readTable(session, table);
    let step = await reading.next();
    while (step.done !== true) step = await reading.next();
    if (step.value.sha256 !== digests.get(table.name)) {
      throw new BackupError(
        `The restored rows of ${table.name} are not those of the backup. Nothing was restored. Restore into a database of the same major version, and report this.`,
      );
    }
  }
}
