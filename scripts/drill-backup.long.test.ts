import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { makeWorkingOrganization } from "@/lib/performance/testing/make-working-organization";
import { runPts } from "./pts/testing/run-pts";
import { requestDatabase } from "./test/request-database";

const ROWS = 1_000_000;
/** Less than the rows have as text. */
const smallHeap = { NODE_OPTIONS: "--max-old-space-size=96" };

let databaseUrl: string;
let database: Database;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-drill-test-"));
  databaseUrl = await requestDatabase("drill-backup");
  database = createDatabase(databaseUrl);
  await makeWorkingOrganization(database);
});

afterAll(async () => {
  await disconnect(database);
  await rm(folder, { recursive: true, force: true });
});

async function drill(...args: readonly string[]) {
  const temporary = await mkdtemp(join(folder, "tmp-"));
  const child = spawn(process.execPath, ["scripts/drill-backup.mjs", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: databaseUrl, TMPDIR: temporary },
  });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  const out = await text(child.stdout);
  return { status: await exit, out, left: await readdir(temporary) };
}

describe("the drill of a backup", () => {
  it("passes for a new backup of the running database, and leaves nothing behind", async () => {
    const result = await drill();
    expect(result.out).toContain("every row and figure matches");
    expect(result).toMatchObject({ status: 0, left: [] });
  });

  it("fails for a damaged backup", async () => {
    const damaged = join(folder, "damaged");
    await writeFile(damaged, "PTS-BACKUP 1 plain\n");
    const result = await drill(damaged);
    expect(result).toMatchObject({ status: 1, left: [] });
    expect(result.out).toContain("Do not rely on this backup");
  });
});

describe("a backup of a million rows", () => {
  it("is made and restored in little memory", async () => {
    const { id } = await database.organization.findFirstOrThrow();
    await database.$executeRaw`
      INSERT INTO access_records (organization_id, subject_type, subject_id, surface, hour)
      SELECT ${id}, 'organization', number, 'summary', date_trunc('hour', now())
      FROM generate_series(1, ${ROWS}) AS number`;
    const backUp = ["backup", "--folder", folder, "--json"];
    const made = await runPts(backUp, { databaseUrl, env: smallHeap });
    expect(made).toMatchObject({ status: 0, error: "" });
    const { path, rows } = JSON.parse(made.out);
    expect(rows).toBeGreaterThan(ROWS);
    const target = await requestDatabase("drill-backup-target");
    const restored = await runPts(["restore", path], { databaseUrl: target, env: smallHeap });
    expect(restored).toMatchObject({ status: 0, error: "" });
  });
});
