import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { makeBackup } from "@/lib/backup/make-backup";
import { readPassphrase } from "@/lib/backup/passphrase";
import { getEnvironment } from "@/lib/environment/environment";
import { withDatabase } from "./database";
import { CommandError } from "./failure";
import { createOutput, formatBytes, pluralize } from "./output";

type BackupOptions = { readonly folder?: string; readonly keep?: number; readonly json?: true };

export function addBackupCommand(program: Command): void {
  program
    .command("backup")
    .description("write a backup of the whole database to a folder, also while the service runs")
    .option("--folder <folder>", "where it goes (default: PTS_BACKUP_DIR)")
    .option("--keep <number>", "delete older backups in the folder but for so many", parseKeep)
    .option("--json", "print the result as one line of JSON")
    .addHelpText(
      "after",
      "\nPTS_BACKUP_PASSPHRASE, or a file named by PTS_BACKUP_PASSPHRASE_FILE, encrypts it.",
    )
    .action(backUpFromOptions);
}

async function backUpFromOptions({ folder, keep, json }: BackupOptions): Promise<void> {
  const output = createOutput(json === true);
  const environment = getEnvironment();
  const target = folder ?? environment.backupFolder;
  if (target === null) {
    throw new CommandError(
      "Name the folder of the backup: --folder <folder>, or PTS_BACKUP_DIR. Nothing was done.",
    );
  }
  const passphrase = await readPassphrase(environment);
  const made = await withDatabase(({ database }) =>
    makeBackup(database, {
      folder: resolve(target),
      passphrase,
      keep: keep ?? null,
      signal: new AbortController().signal,
    }),
  );
  if (made === null) return;
  const { path, bytes, rows, deleted } = made;
  const is_encrypted = passphrase !== null;
  const kind = is_encrypted ? "encrypted" : "not encrypted: anyone who has the file can read it";
  output.finish(
    { path, bytes, rows, created_at: made.header.createdAt, is_encrypted, deleted },
    `Backed up ${pluralize(rows, "row")} to ${path} (${formatBytes(bytes)}, ${kind}).${deleted === 0 ? "" : ` Deleted ${pluralize(deleted, "older backup")}.`}`,
  );
}

function parseKeep(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) {
    throw new InvalidArgumentError("It must be a whole number from 1 to 9999.");
  }
  return Number(value);
}
