import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const ENDING = ".ptsbackup";
const UNFINISHED = ".unfinished";
/** A backup takes minutes: an older unfinished file is that of a process that was killed. */
const ABANDONED_MILLISECONDS = 24 * 60 * 60_000;

const namePattern = /^pts-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3})Z\.ptsbackup$/;

/** `pts-2026-05-13T02-00-00-123Z.ptsbackup`: names sort by time, on every file system. */
export function nameBackup(createdAt: string): string {
  return `pts-${createdAt.replace(/[:.]/g, "-")}${ENDING}`;
}

/** The instant in a name from `nameBackup`; null: another file. */
export function parseBackupName(name: string): Date | null {
  const [, text] = namePattern.exec(name) ?? [];
  if (text === undefined) return null;
  const [day = "", time = ""] = text.split("T");
  const [hours, minutes, seconds, milliseconds] = time.split("-");
  return new Date(`${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
}

/** The names of the folder's backups, the oldest first. Others, and unfinished ones, are not among them. */
export async function listBackups(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => parseBackupName(name) !== null).sort();
}

/** When the newest backup of the folder was made; null: it has none. */
export async function findNewestBackup(folder: string): Promise<Date | null> {
  const newest = (await listBackups(folder)).at(-1);
  return newest === undefined ? null : parseBackupName(newest);
}

/** Deletes all but the newest backups. @returns how many it deleted. */
export async function deleteOlderBackups(folder: string, keep: number): Promise<number> {
  const older = (await listBackups(folder)).slice(0, -keep);
  for (const name of older) await rm(join(folder, name));
  return older.length;
}

export async function deleteAbandoned(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(`${ENDING}${UNFINISHED}`)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (now.getTime() - mtimeMs > ABANDONED_MILLISECONDS) await rm(join(folder, name));
  }
}

/**
 * Writes a file that only its owner may read, under another name until all its bytes are on the disk. After an error
 * nothing of it is left.
 */
export async function writeWhole(
  folder: string,
  name: string,
  write: (append: (bytes: Buffer) => Promise<void>) => Promise<void>,
): Promise<{ readonly path: string; readonly bytes: number }> {
  const path = join(folder, name);
  const unfinished = `${path}${UNFINISHED}`;
  const file = await open(unfinished, "wx", 0o600);
  let bytes = 0;
  try {
    try {
      await write(async (part) => {
        bytes += part.length;
        // A single write may take only a part, near the end of a disk for example.
        await file.appendFile(part);
      });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(folder);
    return { path, bytes };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Keeps the new name through a loss of power. Windows cannot open a folder, and keeps it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const opened = await open(folder, "r");
  await opened.sync().finally(() => opened.close());
}
