import { resolve } from "node:path";
import type { Command } from "commander";
import { compareSchemas, listReleaseMigrations } from "@/lib/backup/migrations";
import { readPassphrase } from "@/lib/backup/passphrase";
import type { RestoredOrganization } from "@/lib/backup/record-restore";
import type { BackupHeader, MigrationRecord } from "@/lib/backup/records";
import {
  type BackupFile,
  checkBackup,
  readTargetMigrations,
  restoreBackup,
} from "@/lib/backup/restore-backup";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { refreshPlannerStatistics } from "@/lib/db/planner-statistics";
import { getEnvironment } from "@/lib/environment/environment";
import { withMigrationsOf } from "./earlier-migrations";
import { CommandError, exitStatus } from "./failure";
import { migrateDatabase } from "./migrations";
import { createOutput, pluralize } from "./output";
import { verifyDatabase } from "./verify";

export function addRestoreCommand(program: Command): void {
  program
    .command("restore")
    .description("restore a backup into an empty database, and verify it")
    .argument("<file>", "a file from “pts backup”")
    .option("--json", "print the result as one line of JSON")
    .action(restoreFromOptions);
}

async function restoreFromOptions(path: string, { json }: { readonly json?: true }): Promise<void> {
  const output = createOutput(json === true);
  const passphrase = await readPassphrase(getEnvironment());
  const { header, organizations } = await restore({ path: resolve(path), passphrase });
  const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
  output.say(
    `Restored ${pluralize(rows, "row")} as of ${header.createdAt}. Each table has exactly the rows of the backup.`,
  );
  for (const { slug, checkpoint } of organizations)
    output.say(describeCheckpoint(slug, checkpoint));
  output.say(
    "What was erased, revoked or deactivated after that instant is back: do it again. Members sign in again; invite again those with an open invitation.",
  );
  const { result, sentence, isClean } = await verifyDatabase(output, null, []);
  output.finish(
    { created_at: header.createdAt, rows, organizations, verification: result },
    `Verified: ${sentence}`,
  );
  if (!isClean) process.exitCode = exitStatus.failed;
}

function describeCheckpoint(slug: string, checkpoint: number | null): string {
  return checkpoint === null
    ? `${slug}: the record went back to before its first checkpoint; its audit log says so.`
    : `${slug}: the record went back to checkpoint ${checkpoint}; its audit log says so.`;
}

type Restored = {
  readonly header: BackupHeader;
  readonly organizations: readonly RestoredOrganization[];
};

/** Reads the whole file before it opens the database. */
async function restore(file: BackupFile): Promise<Restored> {
  const header = await checkBackup(file);
  const release = await listReleaseMigrations();
  const schema = compareSchemas(header.migrations, release, header.product);
  try {
    const database = await connectDatabase();
    await prepareTarget(header, await readTargetMigrations(database), schema);
    const organizations = await restoreBackup(database, file, { isRecorded: true });
    if (schema === "older") await migrateDatabase();
    await refreshPlannerStatistics(database);
    return { header, organizations };
  } finally {
    await closeDatabase();
  }
}

/**
 * Gives the database the tables of the backup, if it has none.
 * @throws CommandError if its tables are those of another release.
 */
async function prepareTarget(
  { migrations }: BackupHeader,
  target: readonly MigrationRecord[],
  schema: "same" | "older",
): Promise<void> {
  if (target.length === 0) {
    if (schema === "same") await migrateDatabase();
    else await withMigrationsOf(migrations, migrateDatabase);
    return;
  }
  const toText = (list: readonly MigrationRecord[]) =>
    list.map(({ name, checksum }) => `${name} ${checksum}`).join();
  if (toText(target) !== toText(migrations)) {
    throw new CommandError(
      "The database has tables of another release than the backup. Nothing was restored. Restore into a database without tables.",
    );
  }
}
