import { createHash } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareEmbeddedFolder } from "@/lib/db/embedded/folder";
import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import { execute, type FreshDatabase, migrate } from "./fresh-database";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/migrated-databases");
/** A copy lives as long as its test run. Safety from a crash costs a third of the database's processor time. */
const unsafeSettings = [
  "synchronous_commit = off",
  "full_page_writes = off",
  "wal_init_zero = off",
];
const UNUSED_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

/** Opens a copy of a closed embedded database in a temporary folder. */
export async function openTemporaryDatabase(files: string): Promise<FreshDatabase> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "pts-test-"));
  try {
    // A thousand small files: one after another takes half the processor time of all at once.
    cpSync(files, prepareEmbeddedFolder(dataDirectory).databaseFiles, { recursive: true });
    const database = await openEmbeddedDatabase({ dataDirectory });
    return {
      url: database.url,
      drop: async () => {
        await database.release();
        await removeFolder(dataDirectory);
      },
    };
  } catch (error) {
    await removeFolder(dataDirectory);
    throw error;
  }
}

/** Names everything that decides what is in an empty database. */
async function computeEmptyKey(): Promise<string> {
  const version = await readFile(join(root, "node_modules/@electric-sql/pglite/package.json"));
  return createHash("sha256").update(version).digest("hex").slice(0, 24);
}

/** Names everything that decides what is in a migrated database. */
async function computeMigratedKey(): Promise<string> {
  const migrations = join(root, "prisma/migrations");
  const hash = createHash("sha256")
    .update(unsafeSettings.join())
    .update(await computeEmptyKey());
  for (const entry of (await readdir(migrations, { recursive: true })).sort()) {
    hash.update(`\0${entry}\0`);
    if (entry.endsWith(".sql")) hash.update(await readFile(join(migrations, entry)));
  }
  return hash.digest("hex").slice(0, 24);
}

async function removeUnused(): Promise<void> {
  const oldest = Date.now() - UNUSED_MILLISECONDS;
  for (const entry of await readdir(cache)) {
    const path = join(cache, entry);
    const state = await stat(path).catch(() => null);
    if (state !== null && state.mtimeMs < oldest) await removeFolder(path);
  }
}

/**
 * Creates a database in `target`, unless it is there: a copy of the files `base`, null: an empty one, after `change`. A
 * run beside this one may store the same: the first that takes the name keeps it, and no folder is ever half there.
 */
async function storeDatabase(
  target: string,
  base: string | null,
  change: (url: string) => Promise<void>,
): Promise<string> {
  if (!existsSync(target)) {
    await mkdir(cache, { recursive: true });
    await removeUnused();
    const unfinished = await mkdtemp(join(cache, "unfinished-"));
    try {
      const { databaseFiles } = prepareEmbeddedFolder(unfinished);
      if (base !== null) cpSync(base, databaseFiles, { recursive: true });
      const database = await openEmbeddedDatabase({ dataDirectory: unfinished });
      await change(database.url).finally(database.release);
      await rename(databaseFiles, target);
    } catch (error) {
      if (!existsSync(target)) throw error;
    } finally {
      await removeFolder(unfinished);
    }
  }
  const now = new Date();
  await utimes(target, now, now);
  return target;
}

/** The files of a closed, empty embedded database, which is created once: that takes seconds. */
export async function findEmptyFiles(): Promise<string> {
  return storeDatabase(join(cache, `empty-${await computeEmptyKey()}`), null, async () => {});
}

/**
 * The files of a closed, migrated embedded database. The first run that needs them makes them, the others find them.
 */
export async function findMigratedFiles(): Promise<string> {
  const target = join(cache, await computeMigratedKey());
  return storeDatabase(target, await findEmptyFiles(), async (url) => {
    await migrate(url);
    for (const setting of unsafeSettings) {
      await execute(url, `ALTER SYSTEM SET ${setting}`);
    }
  });
}
