import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashTables, readFigures, withDatabaseOf } from "@/lib/backup/testing/read-everything";
import type { Context } from "@/lib/context";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { getOwnAuditLog } from "@/lib/performance/administration/list-audit-log";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeWorkingOrganization } from "@/lib/performance/testing/make-working-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import {
  findEmptyFiles,
  findMigratedFiles,
  openTemporaryDatabase,
} from "@/scripts/test/embedded-copies";
import { createFreshDatabase, type FreshDatabase } from "@/scripts/test/fresh-database";
import { requestDatabase } from "@/scripts/test/request-database";
import { runPts, startPts } from "./testing/run-pts";

let folder: string;
let sourceUrl: string;
let source: Database;
let context: Context;
let userId: number;
let file: string;
const opened: FreshDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-backup-"));
  sourceUrl = await requestDatabase("backup-source");
  source = createDatabase(sourceUrl);
  const made = await makeWorkingOrganization(source);
  ({ context } = made);
  userId = made.userIds.get("red")?.[0] ?? 0;
  await sealOrganization(
    { ...context, now: new Date(context.now.getTime() + 3_600_000) },
    new AbortController().signal,
  );
  await storeExactValues();
  file = await backUp(folder);
}, 240_000);

afterAll(async () => {
  await disconnect(source);
  for (const database of opened) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A value of each type that is easily changed by a copy. */
async function storeExactValues(): Promise<void> {
  const { organizationId } = context;
  await source.$executeRaw`
    INSERT INTO imports (organization_id, format, created_at, file_bytes, recognized)
    VALUES (${organizationId}, 'csv', now(), 9007199254740993, '{"share": 1.10, "large": 12345678901234567890}')`;
  await source.$executeRaw`
    INSERT INTO import_parts SELECT organization_id, id, 1, '\\x00ff0a5c22'::bytea FROM imports`;
  await source.$executeRaw`
    INSERT INTO import_people (organization_id, import_id, name, shown, rows, row_numbers, outcome)
    SELECT organization_id, id, 'a' || chr(10) || chr(8232) || '"\\', 'Ä, 😀', 2, '{1,NULL,3}', 'unknown' FROM imports`;
  await source.$executeRaw`
    INSERT INTO pts_jobs.job (name, data, start_after, state)
    VALUES ('organization.seals', jsonb_build_object('organization_id', ${organizationId}::int),
      '2026-05-13 10:00:00.123456+02', 'active')`;
  await source.$executeRaw`
    INSERT INTO sessions (organization_id, user_id, secret_hash, created_at, expires_at)
    VALUES (${organizationId}, ${userId}, repeat('0', 64), now(), now() + interval '1 hour')`;
}

async function backUp(to: string, env: Record<string, string> = {}): Promise<string> {
  const result = await runPts(["backup", "--folder", to, "--json"], {
    databaseUrl: sourceUrl,
    env,
  });
  expect(result).toMatchObject({ status: 0, error: "" });
  const { path } = JSON.parse(result.out);
  return path;
}

const restore = (databaseUrl: string, path = file, env: Record<string, string> = {}) =>
  runPts(["restore", path], { databaseUrl, env });

const isEmbedded = () => parseConnectionUrl(sourceUrl).isEmbedded;

/** A database of the tested kind. */
async function openEmpty(): Promise<string> {
  const database = isEmbedded()
    ? await openTemporaryDatabase(await findEmptyFiles())
    : await createFreshDatabase(sourceUrl);
  opened.push(database);
  return database.url;
}

async function openEmbedded(): Promise<string> {
  const database = await openTemporaryDatabase(await findMigratedFiles());
  opened.push(database);
  return database.url;
}

/** Compares all but the audit log, which got the entry of the restore, with the source. */
async function requireSame(url: string): Promise<void> {
  const [expected, restored] = await Promise.all([
    hashTables(source),
    withDatabaseOf(url, hashTables),
  ]);
  for (const hashes of [expected, restored]) {
    delete hashes["public.audit_log"];
    delete hashes.audit_log_id_seq;
  }
  expect(restored).toEqual(expected);
  expect(await withDatabaseOf(url, readFigures)).toEqual(await readFigures(source));
}

describe("pts backup and pts restore", { timeout: 300_000 }, () => {
  it("bring back every row and every figure, and tell each member in the audit log", async () => {
    const url = await openEmpty();
    const restored = await restore(url);
    expect(restored).toMatchObject({ status: 0 });
    expect(restored.out).toContain("the record went back to checkpoint 1; its audit log says so.");
    expect(restored.out).toContain("all figures match");
    await requireSame(url);
    await withDatabaseOf(url, async (database) => {
      expect(await database.session.count()).toBe(0);
      const entry = await database.auditLog.findFirst({ orderBy: { id: "desc" } });
      const checkpoint = await database.sealCheckpoint.findFirst();
      expect(entry).toMatchObject({
        ...{ action: "organization.restore", actorId: null },
        detail: { checkpoint: 1, checkpoint_hash: checkpoint?.hash },
      });
      const member = actAs({ ...context, database }, { userId });
      const { entries } = await getOwnAuditLog(member, { userId, limit: 1 });
      expect(entries).toMatchObject([{ action: "organization.restore", actor: null }]);
      await recordAssignmentsFor(
        { ...context, database },
        createCompletions(context, userId, 1, { externalId: "after the restore" }),
      );
      expect(await database.assignmentChange.count()).toBe(
        (await source.assignmentChange.count()) + 1,
      );
    });
  });

  it("carry the data from one kind of database to the other, and back", async () => {
    const embedded = await openEmbedded();
    expect(await restore(embedded)).toMatchObject({ status: 0 });
    await requireSame(embedded);
    const again = await mkdtemp(join(folder, "again-"));
    const result = await runPts(["backup", "--folder", again, "--json"], { databaseUrl: embedded });
    const url = await openEmpty();
    expect(await restore(url, JSON.parse(result.out).path)).toMatchObject({ status: 0 });
    await requireSame(url);
  });

  it("take a snapshot while members complete assignments", async () => {
    const under = await mkdtemp(join(folder, "load-"));
    const first = createCompletions(context, userId, 1, { externalId: "before the backup" });
    await recordAssignmentsFor(context, first);
    const child = startPts(["backup", "--folder", under], sourceUrl);
    const exit = new Promise((resolve) => child.once("exit", resolve));
    let isRunning = true;
    void exit.then(() => {
      isRunning = false;
    });
    let completions = 0;
    for (; isRunning; completions += 1) {
      const one = { externalId: `during the backup ${completions}` };
      await recordAssignmentsFor(context, createCompletions(context, userId, 1, one));
    }
    expect(await exit).toBe(0);
    expect(completions).toBeGreaterThan(0);
    const [name = ""] = await readdir(under);
    const url = await openEmbedded();
    const restored = await restore(url, join(under, name));
    expect(restored).toMatchObject({ status: 0, error: "" });
    expect(restored.out).toContain("all figures match");
    await withDatabaseOf(url, async (database) => {
      const where = { externalId: "before the backup" };
      expect(await database.assignment.count({ where })).toBe(1);
    });
  });
});
