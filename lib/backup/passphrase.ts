import { readFile } from "node:fs/promises";
import type { Environment } from "@/lib/environment/environment";
import { minimumPassphraseLength } from "@/lib/environment/variables.mjs";
import { BackupError, describeDiskError } from "./backup-error";

type Settings = Pick<Environment, "backupPassphrase" | "backupPassphraseFile">;

/** The passphrase of backups; null: they are not encrypted. @throws BackupError for a file without one. */
export async function readPassphrase({
  backupPassphrase,
  backupPassphraseFile: path,
}: Settings): Promise<string | null> {
  if (path === null) return backupPassphrase;
  if (backupPassphrase !== null) {
    throw new BackupError(
      "PTS_BACKUP_PASSPHRASE and PTS_BACKUP_PASSPHRASE_FILE are both set. Nothing was done. Unset one.",
    );
  }
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new BackupError(
      `The passphrase file ${path} cannot be read: ${describeDiskError(error) ?? String(error)}. Nothing was done.`,
      { cause: error },
    );
  });
  const passphrase = text.replace(/\r?\n$/, "");
  if (passphrase.length < minimumPassphraseLength) {
    throw new BackupError(
      `The passphrase in ${path} must have at least ${minimumPassphraseLength} characters. Nothing was done.`,
    );
  }
  return passphrase;
}
