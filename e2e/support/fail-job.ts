import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const loader = ["--conditions=react-server", "--import", "tsx"];

/** A job of the demo's organization that failed too often: none does by itself while a test waits. */
export function failJob(): void {
  const folder = process.env.PTS_E2E_DATA_DIR ?? "";
  const note = join(folder, "test-database-url");
  const address = existsSync(note) ? readFileSync(note, "utf8") : "";
  execFileSync(process.execPath, [...loader, "scripts/test/fail-job.ts"], {
    env: { ...process.env, PTS_DATA_DIR: folder, DATABASE_URL: address },
  });
}
