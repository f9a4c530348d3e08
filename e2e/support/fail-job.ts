import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Fails a job of the demo's organization, because none fails by itself during a test. */
export function failJob(): void {
  const folder = process.env.PTS_E2E_DATA_DIR ?? "";
  const file = join(folder, "test-database-url");
  const databaseUrl = existsSync(file) ? readFileSync(file, "utf8") : "";
  execFileSync(process.execPath, ["scripts/run.mjs", "scripts/test/fail-job.ts"], {
    env: { ...process.env, PTS_DATA_DIR: folder, DATABASE_URL: databaseUrl },
  });
}
