/**
 * The server of the browser tests: the real launcher, on fresh demo data. On the PostgreSQL that
 * was given it makes a database of its own; else the embedded one lives in PTS_DATA_DIR.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFreshDatabase, findTestServer } from "./fresh-database";

const DEMO = { PTS_DEMO: "1", LOG_LEVEL: process.env.LOG_LEVEL ?? "warn" };

let launcher: ChildProcess | null = null;
let isStopping = false;

function launch(environment: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    // In a group of its own: it gets each signal once, from here.
    launcher = spawn(process.execPath, ["scripts/start.mjs"], {
      stdio: ["ignore", "inherit", "inherit"],
      detached: true,
      env: { ...process.env, ...environment },
    });
    launcher.once("error", reject);
    launcher.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Where tests find the database that was made for them. */
function noteAddress(url: string): void {
  const folder = process.env.PTS_DATA_DIR;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "test-database-url"), url, { mode: 0o600 });
}

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!isStopping) {
        isStopping = true;
        launcher?.kill("SIGTERM");
      }
    });
  }
  const server = findTestServer();
  const database = server === null ? null : await createFreshDatabase(server);
  if (database !== null) noteAddress(database.url);
  try {
    const code = isStopping
      ? 0
      : await launch({ ...DEMO, ...(database && { DATABASE_URL: database.url }) });
    process.exitCode = isStopping ? 0 : code;
  } finally {
    await database?.drop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
