import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { withTransaction } from "@/lib/db/transaction";
import { handleJob } from "@/lib/jobs/handlers";
import type { AuditAction } from "@/lib/performance/domain/audit/audit-actions";
import type { KeptCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import {
  type Checkpoint,
  type SealedTable,
  sealedTables,
} from "@/lib/performance/domain/seals/seal";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { getBlock } from "@/lib/performance/seals/queries/sealed-rows";
import { actAs } from "@/lib/performance/testing/act-as";
import { listLocations } from "@/lib/performance/testing/find-word";
import { makeWorld } from "@/lib/performance/testing/make-api-world";
import { makeKnownPerson } from "@/lib/performance/testing/make-known-person";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { sealOrganization } from "./seal-organization";
import { actAsDatabaseAdministrator } from "./testing/act-as-database-administrator";

const MINUTE = 60_000;
const { signal } = new AbortController();

let database: Database;
let context: Context;
let userId: number;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

/** An organization with rows in each sealed table. */
beforeEach(async () => {
  const made = await makeOrganization(database, { members: 2 });
  ({ context } = made);
  userId = made.userIds[0] ?? 0;
  await recordAssignmentsFor(context, createCompletions(context, userId, 3));
  const { organizationId, now } = context;
  const values = { setting: "privacy_mode", fromValue: "aggregate", toValue: "named" };
  await database.settingProposal.create({
    data: { organizationId, ...values, proposedBy: userId, proposedAt: now },
  });
});

const atMinute = (minutes: number): Context => ({
  ...context,
  now: new Date(context.now.getTime() + minutes * MINUTE),
});
const seal = (minutes: number) => sealOrganization(atMinute(minutes), signal);
const verify = (kept: readonly KeptCheckpoint[] = []) => verifyOrganization(context, { kept });
const change = (...statements: readonly string[]) =>
  actAsDatabaseAdministrator(
    database,
    statements.map((statement) => statement.replaceAll("$org", String(context.organizationId))),
  );

function keep(checkpoint: Checkpoint | null): readonly KeptCheckpoint[] {
  if (checkpoint === null) throw new Error("There is no checkpoint.");
  const { number, hash } = checkpoint;
  return [{ slug: context.organization.slug, number, hash }];
}

async function addAuditEntry(
  minutes: number,
  action: AuditAction = "member.update",
): Promise<void> {
  const author = {
    organizationId: context.organizationId,
    actorId: null,
    now: atMinute(minutes).now,
  };
  await insertAuditEntry(database, author, { action, subjectType: "user", subjectId: userId });
}

function listSeals() {
  const where = { organizationId: context.organizationId };
  return database.seal.findMany({ where, orderBy: { number: "asc" } });
}

function countCheckpoints() {
  return database.sealCheckpoint.count({ where: { organizationId: context.organizationId } });
}

/** Entries of this instant. */
async function addManyAuditEntries(count: number): Promise<void> {
  await database.$executeRaw`
    INSERT INTO audit_log (organization_id, action, subject_type, subject_id, created_at)
    SELECT ${context.organizationId}, 'many', 'user', number::text, ${context.now}
    FROM generate_series(1, ${count}::integer) AS number`;
}

/** A signal that stops a run at the step after the first `steps`. */
function stopAfter(steps: number): AbortSignal {
  const stopping = new AbortController().signal;
  let left = steps;
  vi.spyOn(stopping, "throwIfAborted").mockImplementation(() => {
    left -= 1;
    if (left < 0) throw new Error("stopped");
  });
  return stopping;
}

const forgetSeals = [
  "DELETE FROM seal_checkpoints WHERE organization_id = $org",
  "DELETE FROM seals WHERE organization_id = $org",
];

/** Writes into each seal the hash of its rows as they are now. */
async function recomputeBlocks(): Promise<void> {
  const { organizationId } = context;
  const lastIds = new Map<SealedTable, bigint>();
  for (const { number, sealedTable: table, form, lastId: upTo } of await listSeals()) {
    const range = { table, form, after: lastIds.get(table) ?? null, upTo };
    const { hash } = await getBlock(database, organizationId, range);
    await change(
      `UPDATE seals SET hash = '${hash}' WHERE organization_id = $org AND number = ${number}`,
    );
    lastIds.set(table, upTo);
  }
}

function nameBlock(what: string, table: string): unknown {
  return expect.stringMatching(`^${what} seal \\d+ \\(${table}, ids \\d+ to \\d+\\)$`);
}

const unchanged = { differences: [], checkpoints: [] };

describe("sealing", () => {
  it("begins with the rows of before, in the order of table and id", async () => {
    const made = await seal(20);
    const seals = await listSeals();
    expect(seals.map((one) => [one.number, one.sealedTable, one.rows])).toEqual([
      [1, "performance_logs", 3],
      [2, "assignment_changes", 3],
      [3, "scoring_policies", 1],
      [4, "setting_proposals", 1],
      [5, "audit_log", 2],
    ]);
    expect(made).toMatchObject({ seals: 5, rows: 10, checkpoint: { number: 1, rows: 10n } });
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("leaves rows that are younger than 15 minutes, and those after them, to the next seal", async () => {
    await addAuditEntry(5);
    await addAuditEntry(0);
    expect(await seal(20)).toMatchObject({ rows: 10 });
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 2 });
    expect(await seal(21)).toMatchObject({ rows: 2, checkpoint: { number: 2, rows: 12n } });
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("makes nothing where nothing is due, and returns the last checkpoint", async () => {
    const { checkpoint } = await seal(20);
    expect(await seal(60)).toEqual({ seals: 0, rows: 0, checkpoint });
    expect(await countCheckpoints()).toBe(1);
  });

  it("makes seals of at most 1,000 rows, and one checkpoint a run", async () => {
    await addManyAuditEntries(2100);
    expect(await seal(20)).toMatchObject({ seals: 7, rows: 2110 });
    const rows = (await listSeals()).map((one) => one.rows);
    expect(rows).toEqual([3, 3, 1, 1, 1000, 1000, 102]);
    expect(await countCheckpoints()).toBe(1);
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("goes on after an interrupted run, which keeps its seals", async () => {
    await addManyAuditEntries(2100);
    const stopping = stopAfter(8);
    await expect(sealOrganization(atMinute(20), stopping)).rejects.toThrow("stopped");
    const seals = await listSeals();
    expect(seals.length).toBeGreaterThan(0);
    expect(await countCheckpoints()).toBe(0);
    expect(await verify()).toMatchObject(unchanged);
    expect(await seal(21)).toMatchObject({ seals: 7 - seals.length, checkpoint: { rows: 2110n } });
    expect((await listSeals()).slice(0, seals.length)).toEqual(seals);
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("seals each row once where several runs begin at once", async () => {
    await addManyAuditEntries(2100);
    const runs = await Promise.all([seal(20), seal(20), seal(20)]);
    expect(runs.reduce((sum, { rows }) => sum + rows, 0)).toBe(2110);
    expect(await countCheckpoints()).toBe(1);
    expect(new Set(runs.map(({ checkpoint }) => checkpoint?.hash)).size).toBe(1);
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("waits for a transaction that has yet to commit a row with a lower id", async () => {
    const [row] = await database.$queryRaw<{ id: bigint }[]>`
      SELECT nextval(pg_get_serial_sequence('audit_log', 'id')) AS id`;
    await addAuditEntry(0);
    const { organizationId, now } = context;
    const entry = { organizationId, action: "late", subjectType: "user", subjectId: "1" };
    let sealed = Promise.resolve<unknown>(null);
    await withTransaction(database, async (transaction) => {
      await transaction.auditLog.create({ data: { ...entry, id: row?.id ?? 0n, createdAt: now } });
      sealed = seal(20);
      await transaction.$executeRaw`SELECT pg_sleep(0.5)`;
    });
    expect(await sealed).toMatchObject({ rows: 12 });
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("is a nightly job of the organization", async () => {
    const payload = { organization_id: context.organizationId };
    await handleJob(atMinute(20), "organization.seals", payload, signal);
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
  });

  it("needs the permission to manage the organization", async () => {
    const member = actAs(context, { userId });
    await expect(sealOrganization(member, signal)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is nothing that a completion writes or waits for", async () => {
    await seal(20);
    const seals = await listSeals();
    await recordAssignmentsFor(atMinute(30), createCompletions(atMinute(30), userId, 6));
    expect(await listSeals()).toEqual(seals);
    expect(await countCheckpoints()).toBe(1);
    const triggers = await database.$queryRaw<{ name: string }[]>`
      SELECT tgname::text AS name FROM pg_trigger
      WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY (${[...sealedTables]}) ORDER BY tgname`;
    expect(triggers.map(({ name }) => name)).toEqual([
      ...["aggregate_releases_append_only", "assignment_changes_append_only"],
      ...["assignment_changes_expired_only", "assignment_changes_kept", "audit_log_append_only"],
      ...["performance_logs_append_only", "performance_logs_expired_only", "performance_logs_kept"],
      ...["scoring_policies_append_only", "seal_expirations_append_only"],
    ]);
  });
});

describe("verifying seals", () => {
  it.each([
    ["performance_logs", "UPDATE performance_logs SET actor_id = user_id"],
    ["assignment_changes", "UPDATE assignment_changes SET reason = 'error'"],
    ["scoring_policies", "UPDATE scoring_policies SET created_at = now()"],
    ["setting_proposals", "UPDATE setting_proposals SET to_value = 'pseudonymous'"],
    ["audit_log", 'UPDATE audit_log SET detail = \'{"role": "admin"}\''],
  ])("names the first block that does not fit: a changed row of %s", async (table, statement) => {
    await seal(20);
    await change(`${statement} WHERE organization_id = $org`);
    const { differences } = await verify();
    const what = nameBlock("SHA-256 of", table);
    expect(differences.filter(({ what: name }) => name.includes("seal"))).toEqual([
      { userId: null, what, stored: expect.any(String), recomputed: expect.any(String) },
    ]);
  });

  it("finds a removed row by the number of rows", async () => {
    await addManyAuditEntries(5);
    await seal(20);
    const id = "(SELECT min(id) + 2 FROM audit_log WHERE organization_id = $org)";
    await change(`DELETE FROM audit_log WHERE organization_id = $org AND id = ${id}`);
    const what = nameBlock("number of rows of", "audit_log");
    expect((await verify()).differences).toEqual([
      { userId: null, what, stored: "7", recomputed: "6" },
    ]);
  });

  it.each([
    ["between sealed ones", "max(id) - 1"],
    ["before all others", "min(id) - 1000000000"],
    ["with the least id of all", "-9223372036854775808"],
  ])("finds a row that was inserted %s", async (_, id) => {
    await addManyAuditEntries(5);
    await change(
      `DELETE FROM audit_log WHERE organization_id = $org
       AND id = (SELECT max(id) - 1 FROM audit_log WHERE organization_id = $org)`,
    );
    await seal(20);
    await change(
      `INSERT INTO audit_log (organization_id, id, action, subject_type, subject_id, created_at)
       SELECT $org, ${id}, 'forged', 'user', '1', min(created_at) FROM audit_log WHERE organization_id = $org`,
    );
    const what = nameBlock("number of rows of", "audit_log");
    expect((await verify()).differences).toEqual([
      { userId: null, what, stored: "6", recomputed: "7" },
    ]);
  });

  it("finds a changed row with its block recomputed by the checkpoint over it", async () => {
    await seal(20);
    await change("UPDATE audit_log SET action = 'forged' WHERE organization_id = $org");
    await recomputeBlocks();
    const { differences } = await verify();
    expect(differences).toMatchObject([{ userId: null, what: "SHA-256 of checkpoint 1" }]);
  });

  it("finds a history that was recomputed by a kept checkpoint, and by nothing else", async () => {
    const first = await seal(20);
    await addAuditEntry(30);
    const last = await seal(60);
    await change(
      ...forgetSeals,
      "UPDATE audit_log SET action = 'forged' WHERE organization_id = $org",
    );
    await seal(20);
    expect(await seal(60)).toMatchObject({ checkpoint: { number: 2, rows: 11n } });
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 0 });
    const { differences, checkpoints } = await verify([
      ...keep(first.checkpoint),
      ...keep(last.checkpoint),
    ]);
    expect(differences).toEqual([]);
    expect(checkpoints).toMatchObject([
      { number: 1, kept: first.checkpoint?.hash },
      { number: 2, kept: last.checkpoint?.hash },
    ]);
  });

  it("finds a history whose end was removed by a kept checkpoint, and by nothing else", async () => {
    const first = await seal(20);
    await addAuditEntry(30);
    const { checkpoint } = await seal(60);
    await change(
      "DELETE FROM seal_checkpoints WHERE organization_id = $org AND number = 2",
      "DELETE FROM audit_log WHERE organization_id = $org AND action = 'member.update'",
      "DELETE FROM seals WHERE organization_id = $org AND number = 6",
    );
    expect(await verify(keep(first.checkpoint))).toMatchObject({ ...unchanged, unsealed: 0 });
    const { differences, checkpoints } = await verify(keep(checkpoint));
    expect(differences).toEqual([]);
    expect(checkpoints).toEqual([{ number: 2, stored: null, kept: checkpoint?.hash }]);
  });

  it("finds a seal that was removed from the middle, and a changed checkpoint", async () => {
    await seal(20);
    await addAuditEntry(30);
    await seal(60);
    await change(
      "DELETE FROM seals WHERE organization_id = $org AND number = 4",
      "UPDATE seal_checkpoints SET rows = 9 WHERE organization_id = $org AND number = 1",
    );
    expect((await verify()).differences).toMatchObject([{ what: "SHA-256 of checkpoint 1" }]);
  });

  it("names a seal of a form that this release does not know", async () => {
    await seal(20);
    await change("UPDATE seals SET form = 99 WHERE organization_id = $org AND number = 2");
    expect((await verify()).differences).toMatchObject([
      { what: nameBlock("form of", "assignment_changes"), stored: "99", recomputed: "1" },
      { what: "SHA-256 of checkpoint 1" },
    ]);
  });

  it("stays clean when a proposal is approved and withdrawn, and finds a change of either", async () => {
    await seal(20);
    const { organizationId, now } = context;
    const [proposedBy, approvedBy] = [userId, userId + 1];
    const { id } = await database.settingProposal.findFirstOrThrow({ where: { organizationId } });
    const record = (actorId: number, action: AuditAction, detail = {}) =>
      insertAuditEntry(
        database,
        { organizationId, actorId, now },
        { action, subjectType: "proposal", subjectId: id, detail },
      );
    const update = (data: Parameters<typeof database.settingProposal.updateMany>[0]["data"]) =>
      database.settingProposal.updateMany({ where: { organizationId }, data });
    await update({ approvedBy, approvedAt: now, effectiveAt: now });
    await record(approvedBy, "proposal.approve", { effective_at: now.toISOString() });
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 1 });
    await update({ endedBy: proposedBy, endedAt: now, endReason: "withdrawn" });
    await record(proposedBy, "proposal.withdraw");
    expect(await verify()).toMatchObject({ ...unchanged, unsealed: 2 });
    await update({ effectiveAt: atMinute(-60).now, endedBy: null, endedAt: null, endReason: null });
    expect((await verify()).differences).toMatchObject([
      { userId: null, what: `proposal ${id}: approval` },
      { userId: null, what: `proposal ${id}: withdrawal`, stored: "[null,null]" },
    ]);
    await update({
      ...{ effectiveAt: now, endedBy: proposedBy, endedAt: now, endReason: "void" },
    });
    expect((await verify()).differences).toMatchObject([
      { userId: null, what: `proposal ${id}: withdrawal`, stored: "[null,null]" },
      { userId: null, what: `proposal ${id}: void`, recomputed: "[null,null]" },
    ]);
  });

  it("stays clean when a person is erased, because no sealed row has words of a person", async () => {
    const world = await makeWorld(database, "seals");
    const person = await makeKnownPerson(world, "sealcanary");
    const later = { ...world.context, now: new Date(world.context.now.getTime() + 60 * MINUTE) };
    const { checkpoint } = await sealOrganization(later, signal);
    const columns = (await listLocations(database, "sealcanary")).map((one) => one.split(".")[1]);
    expect(columns.length).toBeGreaterThan(5);
    expect(columns.filter((table) => sealedTables.some((sealed) => sealed === table))).toEqual([]);
    await deactivateMember(world.context, { userId: person.userId });
    await eraseMember(world.context, { userId: person.userId });
    const kept = [{ slug: world.context.organization.slug, ...checkpoint }].flatMap((one) =>
      one.hash === undefined || one.number === undefined
        ? []
        : { slug: one.slug, number: one.number, hash: one.hash },
    );
    expect(await verifyOrganization(world.context, { kept })).toMatchObject(unchanged);
    expect(kept).toHaveLength(1);
  });
});

describe("seals and checkpoints", () => {
  it.each(["seals", "seal_checkpoints"])("are only appended: %s", async (table) => {
    await seal(20);
    for (const statement of [
      `UPDATE ${table} SET hash = hash`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]) {
      const error: unknown = await database.$executeRawUnsafe(statement).catch((one) => one);
      expect(findSqlState(error)).toBe("23001");
    }
  });
});
