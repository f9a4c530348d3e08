import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openEmbeddedDatabase } from "@/lib/db/embedded/open";
import { createFreshDatabase, type FreshDatabase, findTestServer, migrate } from "./fresh-database";

declare module "vitest" {
  interface ProvidedContext {
    /** One for each worker. */
    databaseUrls: readonly string[];
  }
}

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

async function openMigrated(server: string | null): Promise<FreshDatabase> {
  const database = server === null ? await openEmbedded() : await createFreshDatabase(server);
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/**
 * Before the integration tests: a fresh, migrated database for each worker, on the server that was given, else an embedded
 * one. Files take turns on it; they keep apart by each making organizations of its own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = findTestServer();
  const opened = await Promise.allSettled(
    Array.from({ length: project.config.maxWorkers }, () => openMigrated(server)),
  );
  const databases = opened.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  const drop = async () => {
    await Promise.all(databases.map((database) => database.drop()));
  };
  const failed = opened.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await drop();
    throw failed.reason;
  }
  project.provide(
    "databaseUrls",
    databases.map(({ url }) => url),
  );
  return drop;
}
