import "server-only";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createGzip } from "node:zlib";
import type { Database } from "@/lib/db/client";
import { BackupError, describeDiskError } from "./backup-error";
import { createDamagedError, open, seal } from "./envelope";
import { deleteAbandoned, deleteOlderBackups, nameBackup, writeWhole } from "./folder";
import { type Snapshot, withSnapshot } from "./read-snapshot";
import { type BackupEvent, type BackupHeader, readRecords } from "./records";

export type BackupRequest = {
  readonly folder: string;
  /** Null: not encrypted. */
  readonly passphrase: string | null;
  /** How many backups stay in the folder, with this one. Null: all. */
  readonly keep: number | null;
  readonly signal: AbortSignal;
  /** Called when the snapshot is there: whether the backup is still wanted. */
  readonly isWanted?: () => Promise<boolean>;
};

export type MadeBackup = {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  readonly header: BackupHeader;
  /** How many older backups were deleted. */
  readonly deleted: number;
};

/**
 * Writes a backup of the whole database to a folder, while the service runs, and then deletes older ones.
 * @returns null: it was not wanted any more.
 * @throws BackupError when another one runs, or the folder does not take it; then the folder is as it was.
 */
export async function makeBackup(
  database: Database,
  request: BackupRequest,
): Promise<MadeBackup | null> {
  const { folder, keep, isWanted } = request;
  try {
    await deleteAbandoned(folder, new Date());
    const made = await withSnapshot(database, async (snapshot) => {
      if (isWanted !== undefined && !(await isWanted())) return null;
      return write(snapshot, request);
    });
    if (made === null) return null;
    return { ...made, deleted: keep === null ? 0 : await deleteOlderBackups(folder, keep) };
  } catch (error) {
    const reason = describeDiskError(error);
    if (reason === null) throw error;
    throw new BackupError(
      `The backup could not be written to ${folder}: ${reason}. Earlier backups are kept.`,
      { cause: error },
    );
  }
}

async function write(
  { header, content }: Snapshot,
  { folder, passphrase, signal }: BackupRequest,
): Promise<Omit<MadeBackup, "deleted">> {
  // By the clock that decides when a backup is due, not by the database's.
  const name = nameBackup(new Date().toISOString());
  const written = await writeWhole(folder, name, async (append) => {
    await pipeline(
      content,
      // The lowest effort that still halves the file: on the embedded database requests wait meanwhile.
      createGzip({ level: constants.Z_BEST_SPEED }),
      (source: AsyncIterable<Buffer>) => seal(source, passphrase),
      async (source: AsyncIterable<Buffer>) => {
        for await (const bytes of source) await append(bytes);
      },
      { signal },
    );
  });
  const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
  return { ...written, rows, header };
}

/**
 * Reads a backup from its file. Only after the last event it is known that the file is whole.
 * @throws BackupError for a file that is no backup, is damaged or needs another passphrase; an error of the system for
 * a file that cannot be opened.
 */
export async function readBackup(
  path: string,
  passphrase: string | null,
  use: (events: AsyncIterable<BackupEvent>) => Promise<void>,
): Promise<void> {
  try {
    await pipeline(
      createReadStream(path),
      (source: AsyncIterable<Buffer>) => open(source, passphrase),
      createGunzip(),
      async (source: AsyncIterable<Buffer>) => use(readRecords(source)),
    );
  } catch (error) {
    if (isCompressionError(error)) throw createDamagedError();
    throw error;
  }
}

function isCompressionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("Z_")
  );
}
