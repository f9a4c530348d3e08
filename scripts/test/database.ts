import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findMigratedFiles, openTemporaryDatabase } from "./embedded-copies";
import { emptyDatabase, listMigratedTables, type MigratedTables } from "./empty-database";
import { createFreshDatabase, type FreshDatabase, findTestServer, migrate } from "./fresh-database";

declare module "vitest" {
  interface ProvidedContext {
    /** Where `requestDatabase` asks. */
    databasesUrl: string;
  }
}

type Copies = {
  readonly makeCopy: () => Promise<FreshDatabase>;
  readonly close: () => Promise<void>;
};

async function migrateOnServer(server: string): Promise<Copies> {
  const template = await createFreshDatabase(server);
  try {
    await migrate(template.url);
  } catch (error) {
    await template.drop();
    throw error;
  }
  return { makeCopy: () => createFreshDatabase(server, template), close: template.drop };
}

async function migrateEmbedded(): Promise<Copies> {
  const files = await findMigratedFiles();
  return { makeCopy: () => openTemporaryDatabase(files), close: async () => {} };
}

type OpenedDatabase = FreshDatabase & { readonly migrated: MigratedTables };

async function openCopy({ makeCopy }: Copies): Promise<OpenedDatabase> {
  const copy = await makeCopy();
  return { ...copy, migrated: await listMigratedTables(copy.url) };
}

/**
 * Responds to every name with the URL of a database, which the first request for that name makes. DELETE empties it
 * first.
 */
function serveDatabases(
  secret: string,
  openDatabase: (name: string) => Promise<OpenedDatabase>,
): Server {
  const findUrl = async (name: string, isEmptied: boolean) => {
    const { url, migrated } = await openDatabase(name);
    if (isEmptied) await emptyDatabase(url, migrated);
    return url;
  };
  return createServer((request, response) => {
    const [, given, name] = (request.url ?? "").split("/");
    if (given !== secret || name === undefined) {
      response.writeHead(404).end();
      return;
    }
    findUrl(name, request.method === "DELETE").then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}

/**
 * Before the integration tests: one migrated database, of which each worker gets a copy with its first file. It is on
 * the server that was given, else it is an embedded one. A worker's files take turns on its copy, which is emptied
 * before each; the tests of a file keep apart by each making organizations of their own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "pts-test-data-"));
  // Every file of a worker reads the same environment, which is parsed once.
  process.env.PTS_DATA_DIR = dataDirectory;
  process.env.NEXTAUTH_SECRET = randomBytes(16).toString("hex");
  const server = findTestServer();
  if (server === null && project.name === "postgresql") {
    throw new Error("PTS_TEST_DATABASE_URL must name the PostgreSQL server of these tests.");
  }
  const copies = server === null ? await migrateEmbedded() : await migrateOnServer(server);
  const databases = new Map<string, Promise<OpenedDatabase>>();
  const secret = randomBytes(16).toString("hex");
  const service = serveDatabases(secret, (name) => {
    const database = databases.get(name) ?? openCopy(copies);
    databases.set(name, database);
    return database;
  });
  service.listen(0, "127.0.0.1");
  await once(service, "listening");
  const address = service.address();
  const port = typeof address === "object" ? address?.port : null;
  project.provide("databasesUrl", `http://127.0.0.1:${port}/${secret}`);
  return async () => {
    service.closeAllConnections();
    service.close();
    const drop = async (opened: Promise<OpenedDatabase>) => {
      const database = await opened.catch(() => null);
      await database?.drop();
    };
    await Promise.all([...databases.values()].map(drop)).finally(copies.close);
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
