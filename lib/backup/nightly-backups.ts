import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@/lib/db/client";
import type { Environment } from "@/lib/environment/environment";
import { describeError, getLogger } from "@/lib/log";
import { BackupError } from "./backup-error";
import { findNewestBackup } from "./folder";
import { makeBackup } from "./make-backup";
import { readPassphrase } from "./passphrase";
import { BackupRunningError } from "./read-snapshot";

const POLL_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 15 * 60_000;
const DAY_MILLISECONDS = 24 * 60 * 60_000;
const MINUTE_MILLISECONDS = 60_000;

type BackupSettings = Pick<
  Environment,
  "backupFolder" | "backupKeep" | "backupMinute" | "backupPassphrase" | "backupPassphraseFile"
>;

/** Whether a backup has been due since the newest one. One that was missed is due at once. */
export function isBackupDue(newest: Date | null, minute: number, now: Date): boolean {
  const sinceMidnight = now.getTime() % DAY_MILLISECONDS;
  const offset = minute * MINUTE_MILLISECONDS;
  const today = now.getTime() - sinceMidnight + offset;
  const last = sinceMidnight >= offset ? today : today - DAY_MILLISECONDS;
  return newest === null || newest.getTime() < last;
}

/**
 * Makes a backup each night until the signal. Any number of processes may do so with one folder: one of them makes it.
 * After an error it tries again a quarter of an hour later.
 */
export async function runNightlyBackups(
  database: Database,
  settings: BackupSettings,
  signal: AbortSignal,
): Promise<void> {
  if (settings.backupFolder === null) return;
  while (!signal.aborted) {
    const isDone = await attemptBackup(database, settings, signal);
    const pause = isDone ? POLL_MILLISECONDS : RETRY_MILLISECONDS;
    await wait(pause, undefined, { signal }).catch(() => {});
  }
}

/** Makes the backup if it is due. @returns false after an error. */
export async function attemptBackup(
  database: Database,
  settings: BackupSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = settings.backupFolder;
  if (folder === null) return true;
  const isWanted = async () =>
    isBackupDue(await findNewestBackup(folder), settings.backupMinute, new Date());
  try {
    if (!(await isWanted())) return true;
    const startedAt = performance.now();
    const passphrase = await readPassphrase(settings);
    const request = { folder, passphrase, keep: settings.backupKeep, signal, isWanted };
    const made = await makeBackup(database, request);
    if (made !== null) {
      const ms = Math.round(performance.now() - startedAt);
      const { path, bytes, rows, deleted } = made;
      getLogger().info({ path, bytes, rows, deleted, ms }, "backup made");
    }
    return true;
  } catch (error) {
    if (signal.aborted || error instanceof BackupRunningError) return true;
    // The message of another error may quote data.
    const reason = error instanceof BackupError ? error.message : undefined;
    getLogger().error({ folder, reason, ...describeError(error) }, "backup failed");
    return false;
  }
}
