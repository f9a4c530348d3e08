import "server-only";
import type { MigrationRecord, SequenceRecord } from "./records";
import type { TextSession } from "./session";

/** The queue of jobs, in the schema of its library. */
const JOB_TABLE = "pts_jobs.job";

/**
 * What is not in a backup: sessions, and links that set a password, which would open again what ended since; counts of
 * wrong passwords and requests, responses kept for a day and the list of running workers, which are about a moment; and
 * the list of migrations, which is in the header.
 */
export const tablesLeftOut = [
  ...["sessions", "invitations", "sign_in_attempts", "rate_limit_counts"],
  ...["idempotency_keys", "job_workers"],
  "_prisma_migrations",
] as const;

export type CopiedTable = {
  readonly name: string;
  /** Quoted. */
  readonly sqlName: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Quoted columns of the primary key. */
  readonly key: readonly string[];
};

const name = `CASE WHEN nspname = current_schema() THEN relname ELSE nspname || '.' || relname END`;
const copied = `(nspname = current_schema() AND relname <> ALL ('{${tablesLeftOut.join(",")}}')
    OR nspname || '.' || relname = '${JOB_TABLE}')
  AND relkind IN ('r', 'p') AND NOT relispartition`;

const selectColumns = `SELECT ${name}, format('%I.%I', nspname, relname), attname, format_type(atttypid, NULL),
    (SELECT array_position(indkey::int2[], attnum) FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary)
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
  WHERE ${copied} AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  ORDER BY 1, attnum`;

const selectForeignKeys = `SELECT DISTINCT conrelid, confrelid FROM (
    SELECT (SELECT ${name} FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE pg_class.oid = conrelid AND ${copied}) AS conrelid,
      (SELECT ${name} FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE pg_class.oid = confrelid AND ${copied}) AS confrelid
    FROM pg_constraint WHERE contype = 'f') AS keys
  WHERE conrelid <> confrelid ORDER BY 1, 2`;

/** The tables of a backup, each after those to which its foreign keys point. */
export async function listTables(session: TextSession): Promise<readonly CopiedTable[]> {
  const tables = new Map<string, CopiedTable>();
  const keys = new Map<string, [number, string][]>();
  for (const [table, sqlName, column, type, position] of await session.run(selectColumns)) {
    if (!table || !sqlName || !column || !type) continue;
    const before = tables.get(table)?.columns ?? [];
    const columns = [...before, { name: column, type }];
    tables.set(table, { name: table, sqlName, columns, key: [] });
    if (position) {
      keys.set(table, [...(keys.get(table) ?? []), [Number(position), quoteName(column)]]);
    }
  }
  const order = sortByForeignKeys([...tables.keys()], await session.run(selectForeignKeys));
  return order.flatMap((table) => {
    const found = tables.get(table);
    const key = (keys.get(table) ?? []).sort(([left], [right]) => left - right);
    return found === undefined ? [] : { ...found, key: key.map(([, column]) => column) };
  });
}

/** @throws Error for foreign keys in a circle, which no order of tables satisfies. */
function sortByForeignKeys(
  tables: readonly string[],
  foreignKeys: readonly (readonly (string | null)[])[],
): readonly string[] {
  const sorted: string[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const waiting = new Set(rest);
    const isFree = (table: string) =>
      !foreignKeys.some(([from, to]) => from === table && waiting.has(to ?? ""));
    const free = rest.filter(isFree);
    if (free.length === 0) {
      throw new Error(`The foreign keys of these tables form a circle: ${rest.join(", ")}.`);
    }
    sorted.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return sorted;
}

export function quoteName(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

/** Read after the snapshot began, so that no row of it has a later id. */
export async function listSequences(session: TextSession): Promise<readonly SequenceRecord[]> {
  const names = await session.run(
    `SELECT relname, format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind = 'S' AND nspname = current_schema() ORDER BY relname`,
  );
  const sequences: SequenceRecord[] = [];
  for (const [sequence, sqlName] of names) {
    const [row] = await session.run(`SELECT last_value, is_called FROM ${sqlName}`);
    const [value, isCalled] = row ?? [];
    sequences.push({ name: sequence ?? "", value: value ?? "", isCalled: isCalled === "t" });
  }
  return sequences;
}

/** The applied migrations, by name. Empty for a database without tables. */
export async function listAppliedMigrations(
  session: TextSession,
): Promise<readonly MigrationRecord[]> {
  const [found] = await session.run("SELECT to_regclass('_prisma_migrations')");
  if (found?.[0] === null) return [];
  const rows = await session.run(
    `SELECT migration_name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  return rows.map(([migration, checksum]) => ({ name: migration ?? "", checksum: checksum ?? "" }));
}
