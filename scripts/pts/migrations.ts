import { requireReadiness } from "@/lib/api/readiness";
import { getMigrationFolder } from "@/lib/backup/migrations";
import type { PublicContext } from "@/lib/context";
import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { applyMigrations } from "@/prisma/schema-engine/apply-migrations.mjs";
import { CommandError } from "./failure";

/**
 * Checks that the database has the migrations of this release. Migrates an embedded database, which belongs to this
 * installation, but not a database server, which its administrator migrates.
 * @throws CommandError if a database server lacks migrations.
 */
export async function requireMigrations(context: PublicContext): Promise<void> {
  if (await isReady(context)) return;
  if (getEnvironment().databaseUrl !== null) {
    throw new CommandError(
      "The database lacks migrations of this release. Nothing was done. Apply them with “pts migrate” as the owner of the tables.",
    );
  }
  process.stderr.write("Preparing the database …\n");
  await migrateDatabase();
}

/**
 * Applies the migrations of a folder to the database of DATABASE_URL, or to the embedded one.
 * @param folder null: that of this release.
 * @returns the names of those that it applied.
 */
export async function migrateDatabase(folder: string | null = null): Promise<readonly string[]> {
  const { databaseUrl, dataDirectory } = getEnvironment();
  if (databaseUrl !== null) return migrate(databaseUrl, folder);
  const lease = await openEmbeddedDatabase({ dataDirectory });
  try {
    return await migrate(lease.url, folder);
  } finally {
    lease.leave();
  }
}

async function isReady(context: PublicContext): Promise<boolean> {
  try {
    await requireReadiness(context);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return false;
    throw error;
  }
}

/** Like `migrateDatabase`, for the database of a URL. */
export async function migrate(url: string, folder: string | null): Promise<readonly string[]> {
  try {
    return await applyMigrations({ url, folder: folder ?? getMigrationFolder() });
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new CommandError(
      `The migrations could not be applied. Those before the first error stay applied. ${reason}`,
    );
  }
}
