import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { requireReadiness } from "@/lib/api/readiness";
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
      "The database lacks migrations of this release. Nothing was done. Apply them with “npx prisma migrate deploy”, or start the service once with “npm start”.",
    );
  }
  process.stderr.write("Preparing the database …\n");
  await migrateDatabase();
}

/**
 * Applies the migrations of a folder to the database of DATABASE_URL, or to the embedded one.
 * @param folder null: that of this release.
 */
export async function migrateDatabase(folder: string | null = null): Promise<void> {
  const { databaseUrl, dataDirectory } = getEnvironment();
  if (databaseUrl !== null) return applyMigrations(databaseUrl, folder);
  const lease = await openEmbeddedDatabase({ dataDirectory });
  try {
    await applyMigrations(lease.url, folder);
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

export function applyMigrations(url: string, folder: string | null): Promise<void> {
  const prisma = dirname(createRequire(import.meta.url).resolve("prisma/package.json"));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(prisma, "build/index.js"), "migrate", "deploy"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        DATABASE_URL: url,
        ...(folder !== null && { PTS_MIGRATION_FOLDER: folder }),
      },
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else
        reject(new CommandError(`The migrations could not be applied:\n${Buffer.concat(output)}`));
    });
  });
}
