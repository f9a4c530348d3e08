import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openSchemaEngine } from "./engine.mjs";

/**
 * Applies the missing migrations of a folder to a database, as `prisma migrate deploy` does, without Prisma's command
 * line. Earlier migrations stay applied when one fails.
 * @returns the names of those that it applied.
 */
export async function applyMigrations({ url, folder }) {
  const engine = await openSchemaEngine({ datasource: { url }, schemaPaths: [] });
  try {
    const { appliedMigrationNames } = await rejectOnPanic(
      engine.call("applyMigrations", {
        migrationsList: await readMigrations(folder),
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return appliedMigrationNames;
  } finally {
    await engine.close();
  }
}

/** The migrations of a folder as Prisma's command line sends them to its engine. */
export async function readMigrations(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const lockfile = "migration_lock.toml";
  return {
    baseDir: folder,
    lockfile: { path: lockfile, content: await readFile(join(folder, lockfile), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok",
            value: await readFile(join(folder, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/** An error inside WebAssembly does not reject the promise of the call that caused it. */
async function rejectOnPanic(call) {
  let onPanic;
  const panic = new Promise((_, reject) => {
    onPanic = reject;
    process.once("uncaughtException", reject);
  });
  try {
    return await Promise.race([call, panic]);
  } finally {
    process.removeListener("uncaughtException", onPanic);
  }
}
