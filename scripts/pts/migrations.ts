import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { requireReadiness } from "@/lib/api/readiness";
import { getMigrationFolder } from "@/lib/backup/migrations";
import type { PublicContext } from "@/lib/context";
import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
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
  // At the same place in a container image (scripts/deploy/assemble.mjs).
  const program = join(process.cwd(), "prisma", "schema-engine", "run-migrations.mjs");
  const child = spawn(process.execPath, [program, folder ?? getMigrationFolder()], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: url },
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const line = output.trimEnd().split("\n").at(-1) ?? "";
  const { applied, error } = line.startsWith("{") ? outcome.parse(JSON.parse(line)) : noOutcome;
  if (applied !== undefined) return applied;
  throw new CommandError(
    `The migrations could not be applied. Those before the first error stay applied. ${error ?? errors.trim()}`,
  );
}

const outcome = z.object({ applied: z.array(z.string()).optional(), error: z.string().optional() });
const noOutcome: z.infer<typeof outcome> = {};
