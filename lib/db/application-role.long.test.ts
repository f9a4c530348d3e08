import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBackup } from "@/lib/backup/make-backup";
import { checkBackup } from "@/lib/backup/restore-backup";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { withTransaction } from "@/lib/db/transaction";
import { getEnvironment } from "@/lib/environment/environment";
import { runWorkerUntilIdle } from "@/lib/jobs/testing/work-until-idle";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { expireRecords } from "@/lib/performance/retention/expire-records";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { listLocations } from "@/lib/performance/testing/find-word";
import { importHistory } from "@/lib/performance/testing/import-history";
import { makeWorld } from "@/lib/performance/testing/make-api-world";
import { makeKnownPerson } from "@/lib/performance/testing/make-known-person";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { findErrors, histories, playHistory } from "@/lib/performance/testing/random-histories";
import { createCompletions } from "@/lib/performance/testing/record-work";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { reportFigure } from "@/scripts/test/report-figure";

const HISTORIES = 10;
const WORD = "quzcanary";
const NO_RIGHT = "42501";
const REJECTED_BY_TRIGGER = "23001";
const kept = [
  "performance_logs",
  "audit_log",
  "scoring_policies",
  "assignment_changes",
  "aggregate_releases",
  "aggregate_release_parts",
  "seals",
  "seal_checkpoints",
  "seal_expirations",
];

let owner: Client;
let application: Database;

beforeAll(async () => {
  const address = new URL(getEnvironment().databaseUrl ?? "");
  owner = new Client({ connectionString: address.href });
  await owner.connect();
  const [user, password] = [`pts_test_${makeUniqueName().replaceAll("-", "_")}`, "secret"];
  await owner.query(await readFile("prisma/roles.sql", "utf8"));
  await owner.query(`CREATE ROLE ${user} LOGIN PASSWORD '${password}' IN ROLE pts_application`);
  address.username = user;
  address.password = password;
  application = createDatabase(address.href);
});
afterAll(async () => {
  await disconnect(application);
  await owner.end();
});

/** The SQLSTATE with which the database rejects each statement on each append-only table. */
async function listRejections(run: (statement: string) => Promise<unknown>) {
  const states: (string | null)[] = [];
  for (const table of kept) {
    for (const statement of [
      `UPDATE ${table} SET organization_id = 0`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]) {
      await run(statement).then(
        () => states.push(`${statement} was done`),
        (error: unknown) => states.push(findSqlState(error)),
      );
    }
  }
  return new Set(states);
}

describe("the role of the service", () => {
  it("may not rewrite append-only tables, and triggers reject it even for their owner", async () => {
    const asService = await listRejections((statement) => application.$executeRawUnsafe(statement));
    expect([...asService]).toEqual([NO_RIGHT]);
    const asOwner = await listRejections((statement) => owner.query(statement));
    expect([...asOwner]).toEqual([REJECTED_BY_TRIGGER]);
  });

  it("may send jobs and do them", async () => {
    const { context, userIds } = await makeOrganization(application);
    const { organization, organizationId, now } = context;
    const works = createCompletions(context, userIds[0] ?? 0, 5);
    const recording = { organization, now, actorId: null, mode: "async" as const };
    await withTransaction(application, (transaction) =>
      recordAssignments(transaction, recording, works),
    );
    await runWorkerUntilIdle(application, organizationId);
    expect(await application.performanceLog.count({ where: { organizationId } })).toBe(5);
  });

  it("may back up the whole database", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pts-role-"));
    const { signal } = new AbortController();
    const request = { folder, passphrase: null, keep: null, signal };
    const made = await makeBackup(application, request);
    const header = await checkBackup({ path: made?.path ?? "", passphrase: null });
    await rm(folder, { recursive: true });
    expect(header.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(kept));
  });

  it("may do all that the service does", async () => {
    const world = await makeWorld(application, "role");
    const { userId } = await makeKnownPerson(world, WORD);
    await deactivateMember(world.context, { userId });
    await eraseMember(world.context, { userId });
    expect(await listLocations(application, WORD)).toEqual([]);
    expect((await findErrors(world.context)).errors).toEqual([]);
    const { signal } = new AbortController();
    const later = new Date(world.context.now.getTime() + 3_600_000);
    const sealed = await sealOrganization({ ...world.context, now: later }, signal);
    expect(sealed.rows).toBeGreaterThan(0);
    expect((await findErrors(world.context)).errors).toEqual([]);
    const after = { ...world.context, now: new Date("2099-01-01T00:00:00Z") };
    const { members } = await expireRecords(after, { stopping: signal, source: "job" });
    expect(members.map((one) => one.userId)).toContain(userId);
    expect((await findErrors(world.context)).errors).toEqual([]);
    const { context } = await makeOrganization(application);
    expect(await importHistory(context, 5, 20)).toMatchObject({ new: 100, rejected: 0 });
    let events = 0;
    await fc.assert(
      fc.asyncProperty(histories({ min: 20, max: 60 }), async (history) => {
        events += history.length;
        expect((await findErrors(await playHistory(application, history))).errors).toEqual([]);
      }),
      { numRuns: HISTORIES },
    );
    reportFigure(
      "the service as a role without the right to rewrite",
      `${kept.length * 3} statements rejected by right and by trigger; ${HISTORIES} histories of ${events} events, an import, an erasure and an expiry exact`,
    );
  });
});
