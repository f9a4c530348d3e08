import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedDatabase } from "@/lib/db/embedded/open";
import { createFreshDatabase, type FreshDatabase, findTestServer, migrate } from "./fresh-database";

async function openEmbedded(): Promise<FreshDatabase> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "pts-test-"));
  const database = await openEmbeddedDatabase({ dataDirectory });
  return {
    url: database.url,
    drop: async () => {
      await database.release();
      rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

/**
 * Before the integration tests: a fresh, migrated database on the server that was given, else an
 * embedded one. Tests keep apart by each making organizations of its own.
 */
export async function setup(): Promise<() => Promise<void>> {
  const server = findTestServer();
  const database = server === null ? await openEmbedded() : await createFreshDatabase(server);
  try {
    await migrate(database.url);
  } catch (error) {
    await database.drop();
    throw error;
  }
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = database.url;
  return async () => {
    if (before === undefined) {
      delete process.env.DATABASE_URL;
    } else {
      process.env.DATABASE_URL = before;
    }
    await database.drop();
  };
}
