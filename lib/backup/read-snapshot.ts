import "server-only";
import { type Database, hasConcurrentTransactions } from "@/lib/db/client";
import { version as product } from "@/package.json";
import { BackupError } from "./backup-error";
import { type CopiedTable, listAppliedMigrations, listSequences, listTables } from "./catalog";
import { countRows, readTable } from "./read-table";
import { type BackupHeader, writeRecord } from "./records";
import { type TextSession, withTextSession } from "./session";

/** A number that no other code locks. */
const BACKUP_LOCK = 7_350_003;

export class BackupRunningError extends BackupError {
  constructor() {
    super("Another backup of this database is running. Nothing was done. Wait until it has ended.");
  }
}

export type Snapshot = {
  readonly header: BackupHeader;
  /** The content of the backup. It can be read once. */
  readonly content: AsyncGenerator<string>;
};

/**
 * Reads all tables as of one moment, in one transaction, which takes no lock that a writer waits for. On the embedded
 * database other statements wait for it. One at a time reads a database.
 * @throws BackupRunningError while another one reads.
 */
export async function withSnapshot<Result>(
  database: Database,
  use: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const isEmbedded = !hasConcurrentTransactions(database);
  const begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
  return withTextSession(database, { begin, isEmbedded }, async (session) => {
    const [lock] = await session.run(`SELECT pg_try_advisory_xact_lock(${BACKUP_LOCK})`);
    if (lock?.[0] !== "t") throw new BackupRunningError();
    const tables = await listTables(session);
    const header = await readHeader(session, { tables, isEmbedded });
    return use({ header, content: readContent(session, header, tables) });
  });
}

type HeaderInput = {
  readonly tables: readonly CopiedTable[];
  readonly isEmbedded: boolean;
};

async function readHeader(
  session: TextSession,
  { tables, isEmbedded }: HeaderInput,
): Promise<BackupHeader> {
  const [server] = await session.run(
    `SELECT current_setting('server_version'), to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  );
  const [serverVersion, createdAt] = server ?? [];
  const counted: BackupHeader["tables"] = [];
  for (const table of tables) {
    const columns = table.columns.map((column) => column.name);
    counted.push({ name: table.name, columns, rows: await countRows(session, table) });
  }
  return {
    product,
    createdAt: createdAt ?? "",
    database: {
      kind: isEmbedded ? "embedded" : "postgresql",
      version: serverVersion ?? "unknown",
    },
    migrations: [...(await listAppliedMigrations(session))],
    tables: counted,
    sequences: [...(await listSequences(session))],
  };
}

async function* readContent(
  session: TextSession,
  header: BackupHeader,
  tables: readonly CopiedTable[],
): AsyncGenerator<string> {
  yield writeRecord.header(header);
  for (const table of tables) {
    yield writeRecord.table(table.name);
    const { rows, sha256 } = yield* readTable(session, table);
    yield writeRecord.end(table.name, rows, sha256);
  }
  yield writeRecord.last();
}
