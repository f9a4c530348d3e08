import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Client } from "pg";

export type FreshDatabase = { url: string; drop: () => Promise<void> };

export async function execute(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The server that the tests were given, which must let them create databases; null: none was. */
export function findTestServer(): string | null {
  return process.env.PTS_TEST_DATABASE_URL || process.env.DATABASE_URL || null;
}

/**
 * A new database on a PostgreSQL server: empty, or a copy of `template`, which must be on the same server and have no
 * open connection.
 */
export async function createFreshDatabase(
  serverUrl: string,
  template?: FreshDatabase,
): Promise<FreshDatabase> {
  const name = `pts_test_${randomBytes(6).toString("hex")}`;
  const source =
    template === undefined ? "" : ` template ${new URL(template.url).pathname.slice(1)}`;
  await execute(serverUrl, `create database ${name}${source}`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  return {
    url: address.href,
    drop: () => execute(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Applies every migration, by Prisma's own command line. */
export function migrate(url: string): Promise<void> {
  const prisma = dirname(createRequire(import.meta.url).resolve("prisma/package.json"));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(prisma, "build/index.js"), "migrate", "deploy"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DATABASE_URL: url },
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    }
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`The migrations could not be applied:\n${output.join("")}`));
      }
    });
  });
}
