import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import { createFreshDatabase, migrate } from "../test/fresh-database";

/** A migrated database. */
export type Target = {
  readonly name: string;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** Functions that open a new database, which `close` deletes: embedded, and on the server of PTS_TEST_DATABASE_URL. */
export function listTargets(): readonly (() => Promise<Target>)[] {
  const server = process.env.PTS_TEST_DATABASE_URL;
  return [openEmbedded, ...(server ? [() => openServer(server)] : [])];
}

/** Opens an existing database, which `close` keeps: that of a PostgreSQL URL, or the embedded one of a folder. */
export async function openExisting(location: string): Promise<Target> {
  if (/^postgres(ql)?:/.test(location)) {
    return prepare("PostgreSQL", location, () => Promise.resolve());
  }
  const { url, release } = await openEmbeddedDatabase({ dataDirectory: location });
  return prepare("the embedded database", url, release);
}

async function openEmbedded(): Promise<Target> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "pts-database-"));
  const { url, release } = await openEmbeddedDatabase({ dataDirectory });
  const close = async () => {
    await release();
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
  return prepare("the embedded database", url, close);
}

async function openServer(server: string): Promise<Target> {
  const { url, drop } = await createFreshDatabase(server);
  return prepare("PostgreSQL", url, drop);
}

async function prepare(name: string, url: string, close: () => Promise<void>): Promise<Target> {
  try {
    await migrate(url);
    return { name, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
