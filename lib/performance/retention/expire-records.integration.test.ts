import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { afterFirstCommit } from "@/lib/db/testing/after-first-commit";
import { handleJob } from "@/lib/jobs/handlers";
import { updateOrganization } from "@/lib/performance/administration/update-organization";
import { getStatistics } from "@/lib/performance/analytics/get-statistics";
import type { KeptCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import { createMember } from "@/lib/performance/members/create-member";
import { updateMember } from "@/lib/performance/members/update-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { actAsDatabaseAdministrator } from "@/lib/performance/seals/testing/act-as-database-administrator";
import { playSealedHistory, sealedHistories } from "@/lib/performance/seals/testing/random-seals";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { requestVerification } from "@/lib/performance/verification/request-verification";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { expireRecords } from "./expire-records";
import { makeFormerMember } from "./testing/make-former-member";

const MINUTE = 60_000;
const { signal } = new AbortController();

let database: Database;
let context: Context;
/** Members with 4, 3 and 5 completions. The first has left. */
let former: number;
let other: number;
let third: number;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

beforeEach(async () => {
  const made = await makeOrganization(database, { members: 3 });
  ({ context } = made);
  [former = 0, other = 0, third = 0] = made.userIds;
  for (const [userId, count] of [
    [former, 4],
    [other, 3],
    [third, 5],
  ] as const)
    await recordAssignmentsFor(context, createCompletions(context, userId, count));
  await makeFormerMember(context, former, 37);
});

const atMinute = (minutes: number): Context => ({
  ...context,
  now: new Date(context.now.getTime() + minutes * MINUTE),
});
const expire = (isDryRun = false, stopping: AbortSignal = signal) =>
  expireRecords(atMinute(40), { stopping, source: "job", isDryRun });
const verify = (kept: readonly KeptCheckpoint[] = []) => verifyOrganization(context, { kept });
const change = (...statements: readonly string[]) =>
  actAsDatabaseAdministrator(
    database,
    statements.map((statement) => statement.replaceAll("$org", String(context.organizationId))),
  );

async function seal(minutes = 20): Promise<readonly KeptCheckpoint[]> {
  const { checkpoint } = await sealOrganization(atMinute(minutes), signal);
  if (checkpoint === null) throw new Error("There is no checkpoint.");
  const { number, hash } = checkpoint;
  return [{ slug: context.organization.slug, number, hash }];
}

/** How many rows about a member each table has. */
async function count(userId: number) {
  const { organizationId } = context;
  const where = { organizationId, userId };
  const assignments = await database.assignment.findMany({ where, select: { id: true } });
  const ids = assignments.map(({ id }) => id);
  return {
    assignments: ids.length,
    changes: await database.assignmentChange.count({
      where: { organizationId, assignmentId: { in: ids } },
    }),
    entries: await database.performanceLog.count({ where }),
    facts: await database.performanceFact.count({ where }),
    snapshots: await database.performanceSnapshot.count({ where }),
  };
}

/** The operator keeps records longer. */
const keepLonger = () => updateOrganization(atMinute(39), { retention_months: 38 });

const nothing = { assignments: 0, changes: 0, entries: 0, facts: 0, snapshots: 0 };
const all = (completions: number) => ({
  ...{ assignments: completions, changes: completions, entries: completions, facts: completions },
  snapshots: 1,
});
const clean = { differences: [], checkpoints: [], waiting: [] };
const removed = {
  ...{ userId: 0, entries: 4, changes: 4, assignments: 4, snapshots: 1, sealed: 8 },
  ...{ achievements: 1, contests: 0, decisions: 0 },
};

describe("an expired record", () => {
  it("is removed with exact counts, and every other record stays", async () => {
    const kept = await seal();
    expect(await verify(kept)).toMatchObject(clean);
    expect(await expire()).toEqual({
      members: [{ ...removed, userId: former }],
      failed: [],
      isVerified: false,
    });
    expect(await count(former)).toEqual(nothing);
    expect(await count(other)).toEqual(all(3));
    expect(await count(third)).toEqual(all(5));
    expect(await verify(kept)).toMatchObject({ ...clean, members: 3, entries: 8 });
    const changes = await database.assignmentChange.count({
      where: { organizationId: context.organizationId },
    });
    expect(changes).toBe(8);
    expect(await expire()).toEqual({ members: [], failed: [], isVerified: false });
  });

  it("leaves an entry of counts in the audit log", async () => {
    await seal();
    await expire();
    const entries = await database.auditLog.findMany({
      where: { organizationId: context.organizationId, action: "member.expire" },
    });
    expect(entries).toMatchObject([
      {
        ...{ actorId: null, subjectType: "user", subjectId: String(former) },
        createdAt: atMinute(40).now,
        detail: {
          ...{ retention_months: 36, ledger_entries: 4, assignment_changes: 4, assignments: 4 },
          ...{ snapshots: 1, achievements: 1, contests: 0, decisions: 0, sealed_rows: 8 },
        },
      },
    ]);
  });

  it("is removed under seals and checkpoints that go on to hold, one member after another", async () => {
    const first = await seal();
    await expire();
    const second = await seal(60);
    await makeFormerMember(context, third, 40);
    expect(await expire()).toMatchObject({ members: [{ userId: third, sealed: 10 }] });
    const last = await seal(80);
    expect(await verify([...first, ...second, ...last])).toMatchObject({ ...clean, entries: 3 });
    const { unsealed } = await verify();
    expect(unsealed).toBe(0);
  });

  it("is removed where no seal holds it yet", async () => {
    expect(await expire()).toMatchObject({ members: [{ userId: former, sealed: 0 }] });
    expect(await verify()).toMatchObject(clean);
    expect(await verify(await seal(60))).toMatchObject({ ...clean, unsealed: 0 });
  });

  it("changes no figure of others", async () => {
    const manager = actAs(context, { userId: other, role: "manager" });
    const before = await getStatistics(manager);
    const figures = () =>
      database.userPerformance.findMany({
        where: { organizationId: context.organizationId, userId: { not: former } },
        orderBy: { userId: "asc" },
      });
    const stored = await figures();
    await expire();
    expect(await getStatistics(manager)).toEqual(before);
    expect(await figures()).toEqual(stored);
  });

  it("stays until the months of the organization are over, to the minute", async () => {
    const { organizationId } = context;
    await database.organization.update({
      where: { id: organizationId },
      data: { retentionMonths: 38 },
    });
    const longer = { ...context, organization: { ...context.organization, retentionMonths: 38 } };
    const run = (now: Date) =>
      expireRecords({ ...longer, now }, { stopping: signal, source: "job" });
    const { deactivatedAt } = await database.user.findFirstOrThrow({ where: { id: former } });
    const end = new Date(deactivatedAt ?? 0);
    end.setUTCMonth(end.getUTCMonth() + 38);
    expect((await run(new Date(end.getTime() - MINUTE))).members).toEqual([]);
    expect((await run(end)).members).toHaveLength(1);
  });

  it("stays where the months become more while a run removes the records of other members", async () => {
    await makeFormerMember(context, third, 37);
    const { members } = await expireRecords(
      { ...atMinute(40), database: afterFirstCommit(database, keepLonger) },
      { stopping: signal, source: "job" },
    );
    expect(members).toMatchObject([{ userId: former }]);
    expect(await count(third)).toEqual(all(5));
  });

  it("is removed of an erased member too", async () => {
    await eraseMember(context, { userId: former });
    const kept = await seal();
    expect(await expire()).toMatchObject({ members: [{ userId: former }] });
    expect(await count(former)).toEqual(nothing);
    expect(await verify(kept)).toMatchObject(clean);
  });

  it("is removed by the nightly job", async () => {
    const payload = { organization_id: context.organizationId };
    await handleJob(atMinute(40), "organization.retention", payload, signal);
    expect(await count(former)).toEqual(nothing);
    expect(await verify()).toMatchObject(clean);
  });

  it("is only counted by a dry run", async () => {
    const kept = await seal();
    const would = await expire(true);
    expect(would.members).toEqual([{ ...removed, userId: former }]);
    expect(await count(former)).toEqual(all(4));
    expect(await verify(kept)).toMatchObject({ ...clean, entries: 12 });
    expect(await expire()).toEqual(would);
  });

  it("needs the permission to manage the organization", async () => {
    const member = actAs(context, { userId: other });
    const run = expireRecords(member, { stopping: signal, source: "job" });
    await expect(run).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leaves an interrupted run with whole members only, and the next run goes on", async () => {
    const kept = await seal();
    await makeFormerMember(context, other, 40);
    await makeFormerMember(context, third, 40);
    const stopping = new AbortController().signal;
    let steps = 2;
    vi.spyOn(stopping, "throwIfAborted").mockImplementation(() => {
      steps -= 1;
      if (steps < 0) throw new Error("stopped");
    });
    await expect(expire(false, stopping)).rejects.toThrow("stopped");
    expect(await count(former)).toEqual(nothing);
    expect(await count(other)).toEqual(nothing);
    expect(await count(third)).toEqual(all(5));
    expect(await verify(kept)).toMatchObject({ ...clean, entries: 5 });
    expect(await expire()).toMatchObject({ members: [{ userId: third }] });
    expect(await verify(kept)).toMatchObject({ ...clean, entries: 0 });
  });

  it("is whole after a transaction that failed at its end", async () => {
    const kept = await seal();
    const { organizationId } = context;
    const constraint = `rejects_expiry_of_${organizationId}`;
    await database.$executeRawUnsafe(
      `ALTER TABLE audit_log ADD CONSTRAINT ${constraint}
        CHECK (organization_id <> ${organizationId} OR action <> 'member.expire') NOT VALID`,
    );
    try {
      await expect(expire()).rejects.toThrow(constraint);
    } finally {
      await database.$executeRawUnsafe(`ALTER TABLE audit_log DROP CONSTRAINT ${constraint}`);
    }
    expect(await count(former)).toEqual(all(4));
    expect(await verify(kept)).toMatchObject({ ...clean, entries: 12 });
    expect((await expire()).members).toHaveLength(1);
    expect(await verify(kept)).toMatchObject(clean);
  });
});

describe("the record of a member", () => {
  const now = () => context.now;
  const entryOf = async (userId: number) =>
    database.performanceLog.findFirstOrThrow({ where: { userId }, orderBy: { id: "asc" } });

  it("stays while a contest is open, and goes with the contest when it is decided", async () => {
    const { organizationId } = context;
    const { id: entryId } = await entryOf(former);
    const { id } = await database.contest.create({
      data: { organizationId, userId: former, entryId, reason: "Wrong.", raisedAt: now() },
    });
    expect((await expire()).members).toEqual([]);
    expect(await count(former)).toEqual(all(4));
    await database.contest.update({
      where: { organizationId_id: { organizationId, id } },
      data: { status: "withdrawn", withdrawnAt: now() },
    });
    expect(await expire()).toMatchObject({ members: [{ userId: former, contests: 1 }] });
    expect(await database.contest.count({ where: { organizationId } })).toBe(0);
    expect(await verify()).toMatchObject(clean);
  });

  it("stays while a contested decision has no reply", async () => {
    const { organizationId } = context;
    const { id } = await database.decision.create({
      data: {
        ...{ organizationId, userId: former, kind: "pay", grounds: "Few.", decidedBy: other },
        ...{ recordedAt: now(), contestReason: "No.", contestedAt: now() },
      },
    });
    expect((await expire()).members).toEqual([]);
    await database.decision.update({
      where: { organizationId_id: { organizationId, id } },
      data: { reply: "Yes.", repliedBy: third, repliedAt: now() },
    });
    expect(await expire()).toMatchObject({ members: [{ userId: former, decisions: 1 }] });
  });

  it("stays while a proposal that they made or that is about them waits", async () => {
    const { organizationId } = context;
    const proposals = [
      { setting: "notice_days", fromValue: "14", toValue: "7", proposedBy: former },
      { setting: "reset_link", fromValue: String(former), toValue: "link", proposedBy: other },
    ];
    for (const proposal of proposals) {
      const { id } = await database.settingProposal.create({
        data: { organizationId, ...proposal, proposedAt: now() },
      });
      expect((await expire()).members).toEqual([]);
      await database.settingProposal.update({
        where: { organizationId_id: { organizationId, id } },
        data: { endedAt: now(), endReason: "void" },
      });
    }
    expect((await expire()).members).toHaveLength(1);
  });

  it("stays while a verification of the organization is under way", async () => {
    const administrator = actAs(context, { userId: other, role: "admin" });
    await requestVerification(administrator, {});
    expect(await expire()).toEqual({ members: [], failed: [], isVerified: true });
    expect(await count(former)).toEqual(all(4));
    const payload = { organization_id: context.organizationId };
    await handleJob(context, "organization.verification", payload, signal);
    expect((await expire()).members).toHaveLength(1);
  });

  it("stays when they came back, and begins again when they come back later", async () => {
    await updateMember(context, { userId: former, amendment: { is_active: true } });
    expect((await expire()).members).toEqual([]);
    await makeFormerMember(context, former, 37);
    const kept = await seal();
    expect((await expire()).members).toHaveLength(1);
    await updateMember(context, { userId: former, amendment: { is_active: true } });
    const again = atMinute(90);
    await recordAssignmentsFor(again, createCompletions(again, former, 2));
    expect(await verify(kept)).toMatchObject({ ...clean, entries: 10 });
    expect((await expire()).members).toEqual([]);
    expect(await count(former)).toEqual(all(2));
  });

  it("keeps an assignment without texts and figures while the record of another member needs it", async () => {
    const { organizationId } = context;
    const [work] = createCompletions(context, other, 1, { externalId: "moved" });
    if (work === undefined) throw new Error("There is no work.");
    await updateMember(context, { userId: former, amendment: { is_active: true } });
    await recordAssignmentsFor(context, [work]);
    await recordAssignmentsFor(context, [{ ...work, userId: former }]);
    await makeFormerMember(context, former, 37);
    const kept = await seal();
    expect(await expire()).toMatchObject({ members: [{ assignments: 4, entries: 5 }] });
    const left = await database.assignment.findMany({
      where: { organizationId, userId: former },
    });
    expect(left).toMatchObject([{ status: "cancelled", completedAt: null, factCompletedOn: null }]);
    expect(left[0]?.externalId).toMatch(/^expired-/);
    expect(left[0]?.title).not.toContain("Task");
    expect(await verify(kept)).toMatchObject(clean);
    await makeFormerMember(context, other, 37);
    expect(await expire()).toMatchObject({ members: [{ userId: other, assignments: 4 }] });
    expect(await database.assignment.count({ where: { organizationId } })).toBe(5);
    expect(await verify(kept)).toMatchObject(clean);
  });
});

describe("rows that are gone", () => {
  const getState = async (statement: string) =>
    findSqlState(await database.$queryRawUnsafe(statement).catch((error: unknown) => error));

  it.each(["performance_logs", "assignment_changes"])(
    "are no statement of the service, whatever rows it names: %s",
    async (table) => {
      expect(await getState(`DELETE FROM ${table} WHERE organization_id = -1`)).toBe("23001");
    },
  );

  it("are only those of members whose record is marked as expired", async () => {
    const { organizationId } = context;
    await database.performanceFact.deleteMany({ where: { organizationId } });
    await database.achievementChange.deleteMany({ where: { organizationId } });
    await database.userPerformance.updateMany({
      where: { organizationId },
      data: { newestEntryId: null, newestEntryAt: null },
    });
    const remove = `SELECT delete_expired_entries(${organizationId}, ${former})`;
    const { assignmentId } = await database.performanceLog.findFirstOrThrow({
      where: { organizationId, userId: former },
    });
    const removeChanges = `SELECT delete_expired_changes(${organizationId}, '{${assignmentId}}')`;
    expect(await getState(remove)).toBe("23001");
    const key = { organizationId, id: former };
    const mark = (recordExpiredAt: Date) =>
      database.user.update({ where: { organizationId_id: key }, data: { recordExpiredAt } });
    await mark(new Date(context.now.getTime() - 40 * 31 * 86_400_000));
    expect(await getState(remove)).toBe("23001");
    await mark(context.now);
    expect(await getState(removeChanges)).toBe("23001");
    expect(await getState(remove)).toBe(null);
    for (const earlier of ["NULL", "'2020-01-01'"]) {
      const lower = `UPDATE users SET record_expired_at = ${earlier} WHERE organization_id = ${organizationId} AND id = ${former}`;
      expect(await getState(lower)).toBe("23001");
    }
    const { differences } = await verify();
    expect(differences).toContainEqual(
      expect.objectContaining({ what: `member ${former}: removal of the record` }),
    );
  });

  it("are found as tampering without the record of their expiry", async () => {
    await seal();
    await expire();
    await seal(60);
    await change(
      `DELETE FROM performance_facts WHERE organization_id = $org AND user_id = ${third}`,
      `UPDATE user_performance SET newest_entry_id = NULL, newest_entry_at = NULL WHERE organization_id = $org AND user_id = ${third}`,
      `DELETE FROM achievement_changes WHERE organization_id = $org AND user_id = ${third}`,
      `DELETE FROM performance_logs WHERE organization_id = $org AND user_id = ${third}`,
    );
    const { differences } = await verify();
    expect(differences.filter(({ what }) => what.includes("seal"))).toMatchObject([
      { what: expect.stringMatching(/^number of rows of seal 1 /), stored: "8", recomputed: "3" },
    ]);
  });

  it("are found where the record of their expiry is forged or changed", async () => {
    const kept = await seal();
    await change(
      `INSERT INTO seal_expirations (organization_id, user_id, seal_number, expired_rows, rows, hash, created_at)
       VALUES ($org, ${third}, 1, 5, 7, repeat('0', 64), now())`,
    );
    expect((await verify(kept)).differences).toMatchObject([
      { userId: third, what: `member ${third}: removed sealed rows`, stored: "5", recomputed: "0" },
    ]);
    await change(
      "DELETE FROM seal_expirations WHERE organization_id = $org",
      `UPDATE users SET record_expired_at = now() WHERE organization_id = $org AND id = ${third}`,
    );
    expect((await verify(kept)).differences).toMatchObject([
      { userId: third, what: `member ${third}: removal of the record` },
    ]);
  });

  it("cannot cover a change of the rows beside them", async () => {
    await seal();
    await change(
      `UPDATE performance_logs SET actor_id = user_id WHERE organization_id = $org AND user_id = ${third}`,
    );
    expect(await expire()).toMatchObject({
      members: [],
      failed: [{ userId: former, reason: expect.stringContaining("do not fit it") }],
    });
    expect(await count(former)).toEqual(all(4));
  });

  it("keep no later member from expiring where they do not fit their seal, and the job names whose", async () => {
    await seal();
    const { id: later } = await createMember(context, { username: "later", role: "employee" });
    await recordAssignmentsFor(atMinute(25), createCompletions(atMinute(25), later, 2));
    await makeFormerMember(context, later, 37);
    await seal(60);
    await change(
      `UPDATE performance_logs SET actor_id = user_id WHERE organization_id = $org AND user_id = ${third}`,
    );
    const payload = { organization_id: context.organizationId };
    await expect(
      handleJob(atMinute(70), "organization.retention", payload, signal),
    ).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(new RegExp(`^Member ${former}: The rows of seal 1 `)),
    });
    expect(await count(later)).toEqual(nothing);
    expect(await count(former)).toEqual(all(4));
  });

  it("leave the hash of the rest, so that a change of it is found", async () => {
    await seal();
    await expire();
    await change(
      `UPDATE performance_logs SET actor_id = ${third} WHERE organization_id = $org AND user_id = ${third}`,
    );
    const { differences } = await verify();
    expect(differences).toMatchObject([{ what: expect.stringMatching(/^SHA-256 of seal 1 /) }]);
  });
});

it("the verification of random histories finds for others what it found before a member expired", {
  timeout: 240_000,
}, async () => {
  let expired = 0;
  await fc.assert(
    fc.asyncProperty(
      sealedHistories,
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2 }),
      async (history, left) => {
        const played = await playSealedHistory(database, history);
        const later = { ...played.context, now: new Date("2099-01-01T00:00:00Z") };
        const { organizationId } = later;
        const members = await database.user.findMany({
          where: { organizationId },
          orderBy: { id: "asc" },
        });
        for (const index of left) {
          const member = members[index];
          if (member === undefined) continue;
          await makeFormerMember(later, member.id, 37);
          const before = await verifyOrganization(later, { kept: played.kept });
          const run = await expireRecords(later, { stopping: signal, source: "job" });
          expired += run.members.reduce((sum, { entries }) => sum + entries, 0);
          // The history itself may have deactivated members, and changed rows behind the service.
          const gone = new Set<number | null>(run.members.map(({ userId }) => userId));
          const ofOthers = before.differences.filter(({ userId }) => !gone.has(userId));
          const after = await verifyOrganization(later, { kept: played.kept });
          expect(after).toMatchObject({ differences: ofOthers, checkpoints: [] });
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  expect(expired).toBeGreaterThan(8);
});
