import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { countVerifications } from "@/lib/metrics/count-verifications";
import { actAsDatabaseAdministrator } from "@/lib/performance/seals/testing/act-as-database-administrator";
import { createMember, createOrganization } from "@/prisma/factories";
import { requestDatabase } from "@/scripts/test/request-database";
import { runPts as run } from "./testing/run-pts";

let database: Database;
let databaseUrl: string;
let folder: string;

beforeAll(async () => {
  databaseUrl = await requestDatabase("seal-command");
  database = createDatabase(databaseUrl);
  folder = await mkdtemp(join(tmpdir(), "pts-seal-"));
  for (const slug of ["acme", "globex"])
    await createMember(await createOrganization(database, { slug }));
});

afterAll(async () => {
  await disconnect(database);
  await rm(folder, { recursive: true, force: true });
});

const runPts = (...args: readonly string[]) => run(args, { databaseUrl });

async function writeCheckpoints(text: string): Promise<string> {
  const file = join(folder, "checkpoints.txt");
  await writeFile(file, text);
  return file;
}

const line = (slug: string) =>
  `${slug}: checkpoint 1 of \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z over 2 rows, SHA-256 [0-9a-f]{64}\n`;

describe("pts seal and pts verify --checkpoint", { timeout: 180_000 }, () => {
  it("find by kept checkpoints alone that the end of a history was removed", async () => {
    const sealed = await runPts("seal");
    expect(sealed).toMatchObject({ status: 0, error: "" });
    const sentence = (slug: string) => `# ${slug}: sealed 2 rows in 2 seals.\n`;
    expect(sealed.out).toMatch(
      new RegExp(
        `^${sentence("acme")}${line("acme")}${sentence("globex")}${line("globex")}# Keep these lines`,
      ),
    );
    const file = await writeCheckpoints(sealed.out);
    const verified = await runPts("verify", "--checkpoint", file);
    expect(verified).toMatchObject({ status: 0, error: "" });
    expect(verified.out).toContain(
      "all figures match; compared with 2 kept checkpoints; every row is sealed.",
    );

    await actAsDatabaseAdministrator(database, [
      "DELETE FROM seal_checkpoints",
      "DELETE FROM seals",
      "DELETE FROM audit_log",
    ]);
    const alone = await runPts("verify");
    expect(alone).toMatchObject({ status: 0, error: "" });
    expect(alone.out).toContain("all figures match; 2 rows since the last seal not protected.");
    const found = await runPts("verify", "--organization", "acme", "--checkpoint", file);
    expect(found).toMatchObject({ status: 1, error: "" });
    expect(found.out).toContain(
      "acme: checkpoint 1 is in the file, but not in the database: its history was cut off.\n",
    );
    expect(found.out).toContain("1 difference; compared with 1 kept checkpoint");
    const recorded = await database.verification.findMany({
      where: { organization: { slug: "acme" } },
      orderBy: { id: "asc" },
    });
    const clean = { jobId: null, members: 1, found: 0, differences: [], checkpoints: [] };
    expect(recorded).toMatchObject([
      { ...clean, unsealed: 0 },
      { ...clean, unsealed: 1 },
      { ...clean, checkpoints: [{ number: 1, found: "missing" }] },
    ]);
    expect(await countVerifications(database)).toMatchObject({ different: 1, clean: 1, never: 0 });
  });

  it("name a rewritten history, and one whose organization is gone", async () => {
    const sealed = JSON.parse((await runPts("seal", "--json")).out);
    const checkpoint = expect.stringContaining(": checkpoint 1 of ");
    expect(sealed.organizations).toEqual([
      expect.objectContaining({ organization: "acme", checkpoint }),
      expect.objectContaining({ organization: "globex", checkpoint }),
    ]);
    const hash = "0".repeat(64);
    const forged = (slug: string) =>
      `${slug}: checkpoint 1 of 2026-05-13T10:17:23.456Z over 2 rows, SHA-256 ${hash}`;
    const file = await writeCheckpoints(`${forged("acme")}\n${forged("gone")}\n`);
    const found = await runPts("verify", "--checkpoint", file, "--json");
    expect(found).toMatchObject({ status: 1, error: "" });
    expect(JSON.parse(found.out)).toMatchObject({
      differences: [],
      checkpoint_differences: [
        { organization: "acme", number: 1, stored: expect.any(String), kept: hash },
        { organization: "gone", number: 1, stored: null, kept: hash },
      ],
      compared_checkpoints: 2,
      unsealed_rows: 0,
    });
    const told = await runPts("verify", "--organization", "acme", "--checkpoint", file);
    expect(told.out).toMatch(
      /^acme: SHA-256 of checkpoint 1 is [0-9a-f]{64}, but 0{64} in the file: its history was rewritten\.$/m,
    );
  });
});
