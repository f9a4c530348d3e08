import "server-only";
import { type Database, hasConcurrentTransactions } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { BackupError } from "./backup-error";
import { type CopiedTable, listAppliedMigrations, listTables } from "./catalog";
import { createDamagedError } from "./envelope";
import { readBackup } from "./make-backup";
import { type RestoredOrganization, recordRestore } from "./record-restore";
import type { BackupEvent, BackupHeader, MigrationRecord } from "./records";
import { compareRows, disableInsertTriggers, insertRows, setSequences } from "./restore-table";
import { type TextSession, withTextSession } from "./session";

export type BackupFile = { readonly path: string; readonly passphrase: string | null };

/** Reads a whole backup without restoring it. @throws BackupError unless it is whole. */
export async function checkBackup({ path, passphrase }: BackupFile): Promise<BackupHeader> {
  let header: BackupHeader | null = null;
  await readBackup(path, passphrase, async (events) => {
    for await (const event of events) {
      if (event.kind === "header") header = event.header;
    }
  });
  if (header === null) throw createDamagedError();
  return header;
}

/** The migrations that a database has. Empty: it has no tables. @throws BackupError for tables of something else. */
export async function readTargetMigrations(
  database: Database,
): Promise<readonly MigrationRecord[]> {
  const isEmbedded = !hasConcurrentTransactions(database);
  return withTextSession(database, { begin: "BEGIN READ ONLY", isEmbedded }, async (session) => {
    const applied = await listAppliedMigrations(session);
    const [tables] = await session.run(
      "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')",
    );
    if (applied.length === 0 && tables?.[0] !== "0") throw createNotEmptyError();
    return applied;
  });
}

function createNotEmptyError(): BackupError {
  return new BackupError(
    "The database is not empty. Nothing was restored. Restore into an empty database: name another one in DATABASE_URL, or another folder in PTS_DATA_DIR.",
  );
}

/**
 * Restores a backup into an empty database with the backup's migrations, in one transaction. It commits only if each
 * table then has exactly the rows of the backup.
 *
 * @param isRecorded whether the audit log gets an entry.
 * @throws BackupError; then the database is as it was.
 */
export async function restoreBackup(
  database: Database,
  file: BackupFile,
  { isRecorded }: { readonly isRecorded: boolean },
): Promise<readonly RestoredOrganization[]> {
  const isEmbedded = !hasConcurrentTransactions(database);
  try {
    return await withTextSession(database, { begin: "BEGIN", isEmbedded }, async (session) => {
      const tables = await listTables(session);
      await requireEmpty(session, tables);
      const triggers = await disableInsertTriggers(session, tables);
      const restored: Restored = { header: null, digests: new Map() };
      await readBackup(file.path, file.passphrase, (events) =>
        insertAll(session, tables, events, restored),
      );
      const { header, digests } = restored;
      if (header === null) throw createDamagedError();
      await setSequences(session, header.sequences);
      await triggers.enable();
      await compareRows(session, tables, digests);
      return recordRestore(session, header, { isRecorded });
    });
  } catch (error) {
    if (findSqlState(error) !== "42501") throw error;
    throw new BackupError(
      "This user of the database may not restore. Nothing was restored. Name the owner of the tables in DATABASE_URL.",
      { cause: error },
    );
  }
}

type Restored = {
  header: BackupHeader | null;
  /** By the name of the table. */
  readonly digests: Map<string, string>;
};

/** No other process writes until the transaction ends. */
async function requireEmpty(session: TextSession, tables: readonly CopiedTable[]): Promise<void> {
  for (const { sqlName } of tables) {
    await session.run(`LOCK TABLE ${sqlName} IN SHARE ROW EXCLUSIVE MODE`);
    const rows = await session.run(`SELECT 1 FROM ${sqlName} LIMIT 1`);
    if (rows.length > 0) throw createNotEmptyError();
  }
}

async function insertAll(
  session: TextSession,
  tables: readonly CopiedTable[],
  events: AsyncIterable<BackupEvent>,
  restored: Restored,
): Promise<void> {
  let insertion: ReturnType<typeof insertRows> | null = null;
  for await (const event of events) {
    if (event.kind === "header") {
      restored.header = event.header;
      requireSameTables(event.header, tables);
    } else if (event.kind === "table") {
      const table = tables.find(({ name }) => name === event.table.name);
      if (table === undefined) throw createDamagedError();
      insertion = insertRows(session, table, event.table.columns);
    } else if (event.kind === "row") {
      await insertion?.add(event.line);
    } else {
      await insertion?.end();
      restored.digests.set(event.table.name, event.sha256);
    }
  }
}

/** The same migrations make the same tables; a difference would lose rows. */
function requireSameTables(header: BackupHeader, tables: readonly CopiedTable[]): void {
  const toText = (list: readonly { name: string; columns: readonly string[] }[]) =>
    list
      .map(({ name, columns }) => `${name}(${[...columns].sort().join()})`)
      .sort()
      .join();
  const ofDatabase = tables.map(({ name, columns }) => ({
    name,
    columns: columns.map((column) => column.name),
  }));
  if (toText(header.tables) !== toText(ofDatabase)) {
    throw new BackupError(
      "The tables of the backup are not those of the database. Nothing was restored.",
    );
  }
}
