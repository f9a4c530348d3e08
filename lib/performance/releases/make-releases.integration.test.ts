import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { handleJob } from "@/lib/jobs/handlers";
import { updateOrganization } from "@/lib/performance/administration/update-organization";
import { OTHER_TEAMS } from "@/lib/performance/domain/releases/release-groups";
import { buildFigures, buildPart } from "@/lib/performance/domain/releases/testing/release-samples";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { createMember } from "@/lib/performance/members/create-member";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { createTeam } from "@/lib/performance/members/manage-teams";
import { updateMember } from "@/lib/performance/members/update-member";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { makeReleases as makeReleasesUntil } from "./make-releases";
import { insertRelease } from "./queries/releases";

let database: Database;
let context: Context;
let userIds: readonly number[];
let teamId: TeamId;

const { signal } = new AbortController();
const makeReleases = (job: Context) => makeReleasesUntil(job, signal);

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

const at = (time: string) => new Date(`${time}Z`);
const atTime = (time: string): Context => ({ ...context, now: at(time) });

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

beforeEach(async () => {
  const made = await makeOrganization(database, { members: 6, timeZone: "Europe/Berlin" });
  ({ context, userIds } = made);
  const { organizationId } = context;
  teamId = (await createTeam(context, { name: "Weavers" })).id;
  await database.user.updateMany({ where: { organizationId }, data: { teamId } });
  const since = at("2024-01-01T00:00");
  await database.organization.update({ where: { id: organizationId }, data: { createdAt: since } });
  await database.user.updateMany({ where: { organizationId }, data: { createdAt: since } });
  await database.teamMembership.updateMany({ where: { organizationId }, data: { since } });
});

/** Each member completes two assignments at the same time, which is when they are recorded. */
async function record(time: string, members = userIds): Promise<void> {
  const completedAt = at(time);
  const [difficulty, skillMatch] = [toDifficultyHundredths(500), toMatchTenThousandths(8000)];
  const works = members.flatMap((userId) =>
    [1, 2].map((number) => ({
      ...{ externalId: `${userId} ${time} ${number}`, userId, title: "Task", completedAt },
      ...{ dueAt: completedAt, difficulty, skillMatch },
    })),
  );
  await recordAssignmentsFor(atTime(time), works);
}

async function listReleases() {
  const rows = await database.aggregateRelease.findMany({
    where: { organizationId: context.organizationId },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    group: row.teamId === null ? "others" : "team",
    days: [row.firstDay, row.lastDay].map((day) => day.toISOString().slice(0, 10)).join(" "),
    members: row.members,
    completions: row.completions,
    score: row.meanScore,
  }));
}

const january = { group: "team", days: "2024-01-01 2024-01-31", members: 6 };
const february = { ...january, days: "2024-02-01 2024-02-29" };
const figures = { completions: 10, score: 8400 };

describe("the releases of an organization", () => {
  it("are made once for each month that is over, with those of before the first run", async () => {
    await record("2024-01-10T12:00");
    await record("2024-02-10T12:00");
    await record("2024-03-10T12:00");
    const made = await makeReleases(atTime("2024-03-20T12:00"));
    expect(made).toEqual({ months: ["2024-01", "2024-02"], releases: 2 });
    const releases = [
      { ...january, ...figures },
      { ...february, ...figures },
    ];
    expect(await listReleases()).toEqual(releases);
    expect(await makeReleases(atTime("2024-03-31T12:00"))).toEqual({ months: [], releases: 0 });
    expect(await listReleases()).toEqual(releases);
    expect(await makeReleases(atTime("2024-04-01T12:00"))).toMatchObject({ releases: 1 });
  });

  it("are made by a nightly job of their own", async () => {
    await record("2024-01-10T12:00");
    const payload = { organization_id: context.organizationId };
    const night = (time: string) =>
      handleJob(atTime(time), "organization.releases", payload, signal);
    await night("2024-01-31T22:30");
    expect(await listReleases()).toEqual([]);
    await night("2024-01-31T23:00");
    expect(await listReleases()).toEqual([{ ...january, ...figures }]);
  });

  it("are made once by two workers", async () => {
    await record("2024-01-10T12:00");
    const job = atTime("2024-02-01T00:00");
    const made = await Promise.all([makeReleases(job), makeReleases(job)]);
    expect(made.map(({ releases }) => releases).sort()).toEqual([0, 1]);
    expect(await listReleases()).toHaveLength(1);
  });

  it("are all made by the next run after one that was interrupted", async () => {
    await record("2024-01-10T12:00");
    const job = atTime("2024-02-01T00:00");
    const constraint = `rejects_months_of_${context.organizationId}`;
    await database.$executeRawUnsafe(
      `ALTER TABLE organizations ADD CONSTRAINT ${constraint}
        CHECK (id <> ${context.organizationId} OR released_through IS NULL) NOT VALID`,
    );
    try {
      await expect(makeReleases(job)).rejects.toThrow(constraint);
    } finally {
      await database.$executeRawUnsafe(`ALTER TABLE organizations DROP CONSTRAINT ${constraint}`);
    }
    expect(await listReleases()).toEqual([]);
    expect(await makeReleases(job)).toMatchObject({ releases: 1 });
  });

  it("of the months before a stop are kept, and the next run continues with the others", async () => {
    await record("2024-01-10T12:00");
    await record("2024-02-10T12:00");
    const job = atTime("2024-03-01T12:00");
    const both = [january, february].map((month) => ({ ...month, ...figures }));
    const made: unknown[] = [];
    for (let steps = 1; ; steps += 1) {
      const run = await makeReleasesUntil(job, stopAfter(steps)).catch(String);
      const releases = await listReleases();
      expect(both.slice(0, releases.length)).toEqual(releases);
      made.push(releases.length);
      if (run !== "Error: stopped") break;
    }
    // Stopped while it read, then between the months.
    expect(made).toEqual([0, 0, 1, 2]);
  });

  it("cover months of the organization's time zone", async () => {
    await record("2024-01-10T12:00");
    // Half past midnight on 1 February in Berlin.
    await record("2024-01-31T23:30");
    await makeReleases(atTime("2024-01-31T23:45"));
    expect(await listReleases()).toEqual([{ ...january, ...figures }]);
  });

  it("count what was committed late with the next month, and each entry once", async () => {
    await record("2024-01-10T12:00");
    await makeReleases(atTime("2024-02-01T12:00"));
    await record("2024-01-31T12:00");
    await record("2024-02-10T12:00");
    await makeReleases(atTime("2024-03-01T12:00"));
    expect(await listReleases()).toEqual([
      { ...january, ...figures },
      { ...february, completions: 20, score: 8400 },
    ]);
  });

  it("count entries where their member was when they were recorded", async () => {
    const { organizationId } = context;
    const [mover = 0] = userIds;
    await record("2024-01-10T12:00");
    await database.teamMembership.updateMany({
      where: { organizationId, userId: mover },
      data: { until: at("2024-01-15T00:00") },
    });
    await record("2024-01-20T12:00", [mover]);
    // The team has five members left, and is no group of its own any more.
    await makeReleases(atTime("2024-02-01T12:00"));
    expect(await listReleases()).toEqual([{ ...january, ...figures, group: "others" }]);
    const parts = await database.aggregateReleasePart.findMany({
      where: { organizationId, userId: mover },
      orderBy: { lastEntryId: "asc" },
    });
    expect(parts.map((part) => part.teamId)).toEqual([teamId, null]);
  });

  it("are not made for a month in which only the policy changed", async () => {
    await record("2024-01-10T12:00");
    const weights = { on_time: 1, skill: 0, difficulty: 0 };
    await updatePolicy(atTime("2024-02-10T12:00"), { weights, min_sample: 5 });
    await makeReleases(atTime("2024-03-01T12:00"));
    expect(await listReleases()).toEqual([{ ...january, ...figures }]);
  });

  it("wait for a lead who could compute what a member did after leaving their view", async () => {
    const { organizationId } = context;
    const [lead = 0, mover = 0] = userIds;
    await updateMember(context, { userId: lead, amendment: { role: "team_lead" } });
    await database.user.updateMany({
      where: { organizationId },
      data: { viewScopeChangedAt: null },
    });
    await record("2024-01-10T12:00");
    await database.user.updateMany({
      where: { organizationId, id: mover },
      data: { teamId: null },
    });
    await database.teamMembership.updateMany({
      where: { organizationId, userId: mover },
      data: { until: at("2024-01-05T00:00") },
    });
    // The lead sees all but the member without a team, whose work is in the same release.
    await makeReleases(atTime("2024-02-01T12:00"));
    expect(await listReleases()).toEqual([]);
  });
});

describe("a group", () => {
  it("is told to a lead who came later without the member who had left before", async () => {
    const { organizationId } = context;
    const extra = await createMember(context, {
      username: "extra",
      role: "employee",
      team: "Weavers",
    });
    const since = at("2024-01-01T00:00");
    const where = { organizationId, userId: extra.id };
    await database.teamMembership.updateMany({ where, data: { since } });
    await record("2024-01-10T12:00", [...userIds, extra.id]);
    await updateMember(context, { userId: extra.id, amendment: { team: null } });
    await database.teamMembership.updateMany({ where, data: { until: at("2024-01-20T12:00") } });
    const lead = await createMember(context, {
      username: "lead",
      role: "team_lead",
      team: "Weavers",
    });
    await database.user.updateMany({
      where: { organizationId, id: lead.id },
      data: { createdAt: at("2024-01-25T12:00") },
    });
    await makeReleases(atTime("2024-02-01T12:00"));
    expect(await listReleases()).toEqual([{ ...january, ...figures }]);
  });

  it("counts an entry once where a clock that was set back made memberships overlap", async () => {
    const { organizationId } = context;
    const [userId = 0] = userIds;
    const other = (await createTeam(context, { name: "Dyers" })).id;
    const until = at("2024-01-12T00:00");
    await database.teamMembership.create({
      data: { organizationId, userId, teamId: other, since: at("2024-01-05T00:00"), until },
    });
    await record("2024-01-10T12:00");
    await makeReleases(atTime("2024-02-01T12:00"));
    const parts = await database.aggregateReleasePart.findMany({
      where: { organizationId, userId },
    });
    expect(parts.map((part) => part.teamId)).toEqual([]);
    await record("2024-02-10T12:00");
    await makeReleases(atTime("2024-03-01T12:00"));
    const taken = await database.aggregateReleasePart.findMany({
      where: { organizationId, userId },
    });
    expect(taken.map((part) => part.teamId)).toEqual([teamId]);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });
});

describe("what a release keeps", () => {
  it("says which members its figures count, and takes the entries of the others too", async () => {
    const { organizationId } = context;
    const [first = 0] = userIds;
    const extra = await createMember(context, { username: "extra", role: "employee" });
    await database.user.updateMany({
      where: { organizationId, id: extra.id },
      data: { teamId, createdAt: at("2024-01-01T00:00") },
    });
    await database.teamMembership.updateMany({
      where: { organizationId, userId: extra.id },
      data: { since: at("2024-01-01T00:00") },
    });
    await record("2024-01-10T12:00");
    // Without a due date, a skill match and a difficulty.
    const bare = { externalId: "bare", userId: extra.id, title: "Task" };
    const completedAt = at("2024-01-11T12:00");
    await recordAssignmentsFor(atTime("2024-01-11T12:00"), [{ ...bare, completedAt }]);
    await makeReleases(atTime("2024-02-01T12:00"));
    const parts = await database.aggregateReleasePart.findMany({ where: { organizationId } });
    const find = (userId: MemberId) => parts.find((part) => part.userId === userId);
    expect(parts).toHaveLength(7);
    expect([find(first)?.isCounted, find(extra.id)?.isCounted]).toEqual([true, false]);
    expect(await listReleases()).toEqual([{ ...january, ...figures }]);
  });
});

describe("a verification", () => {
  it("recomputes each release from the entries that it counts", async () => {
    await record("2024-01-10T12:00");
    await makeReleases(atTime("2024-02-01T12:00"));
    await record("2024-01-31T12:00");
    await record("2024-02-10T12:00");
    await makeReleases(atTime("2024-03-01T12:00"));
    expect(await listReleases()).toHaveLength(2);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it("finds a release whose figures or entries are others", async () => {
    const { organizationId } = context;
    const [userId = 0] = userIds;
    await record("2024-01-10T12:00");
    const entries = await database.performanceLog.findMany({ where: { organizationId, userId } });
    const batch = { members: [], policy: buildPolicy() };
    const month = { from: "2024-01", to: "2024-01", threshold: 5, policyVersion: 1 };
    const insert = (partOfTeam: number | null, lastEntryId = 0n, group = OTHER_TEAMS) => {
      const parts = [buildPart(userId, "2024-01-10", { teamId: partOfTeam, lastEntryId })];
      const release = { ...month, group, batch, parts, figures: buildFigures() };
      return withTransaction(database, (transaction) =>
        insertRelease(transaction, organizationId, release, context.now),
      );
    };
    await insert(teamId, entries[0]?.id);
    await insert(null, entries[1]?.id, { kind: "team", teamId });
    const { differences } = await verifyOrganization(context);
    const found = differences.map(({ userId: about, what }) => [about, what.replace(/\d+/g, "")]);
    expect(found).toEqual([
      [null, "release : team of entry "],
      [null, "release : figures"],
    ]);
  });
});

describe("what decides a release", () => {
  it("rejects a change of what was released", async () => {
    await record("2024-01-10T12:00");
    await makeReleases(atTime("2024-02-01T12:00"));
    const { organizationId } = context;
    const where = { organizationId };
    const expectRejected = (work: Promise<unknown>) =>
      expect(work).rejects.toThrow(/only ever appended/);
    await expectRejected(database.aggregateRelease.updateMany({ where, data: { members: 9 } }));
    await expectRejected(database.aggregateRelease.deleteMany({ where }));
    await expectRejected(database.aggregateReleasePart.deleteMany({ where }));
  });

  it("records when the view of a member changes, and when the mode does", async () => {
    const { organizationId } = context;
    const [userId = 0] = userIds;
    const findChange = async () =>
      (
        await database.user.findUniqueOrThrow({
          where: { organizationId_id: { organizationId, id: userId } },
        })
      ).viewScopeChangedAt;
    await updateMember(context, { userId: userId, amendment: { team: null } });
    expect(await findChange()).toBeNull();
    await updateMember(context, { userId: userId, amendment: { role: "team_lead" } });
    const promoted = await findChange();
    expect(promoted).not.toBeNull();
    await updateMember(context, { userId: userId, amendment: { team: "Weavers" } });
    expect((await findChange())?.getTime()).toBeGreaterThan(promoted?.getTime() ?? 0);
    const findMode = async () =>
      (await database.organization.findUniqueOrThrow({ where: { id: organizationId } }))
        .modeChangedAt;
    await updateOrganization(context, { name: "Other" });
    expect(await findMode()).toBeNull();
    await updateOrganization(context, { privacy_mode: "aggregate" });
    expect(await findMode()).not.toBeNull();
  });
});

/** The mode that shows no individuals gives way to names at an announced instant, without a statement. */
async function announceNames(time: string): Promise<void> {
  const where = { id: context.organizationId };
  const change = { proposal: 1, setting: "privacy_mode", from: "aggregate", to: "named" };
  const approvedChanges = [{ ...change, at: at(time).getTime() }];
  await database.organization.update({
    where,
    data: { privacyMode: "aggregate", approvedChanges },
  });
  await database.organization.update({ where, data: { modeChangedAt: null } });
}

async function addReader(role: "team_lead" | "manager" | "auditor", team: string | null) {
  const reader = await createMember(context, { username: "reader", role, team });
  await database.user.update({
    where: { organizationId_id: { organizationId: context.organizationId, id: reader.id } },
    data: { createdAt: at("2024-01-01T00:00") },
  });
  return reader.id;
}

const findOrganization = () =>
  database.organization.findUniqueOrThrow({ where: { id: context.organizationId } });

describe("a mode that comes into force at an announced instant", () => {
  it.each([
    ["before", "2024-01-08T00:00", []],
    ["after", "2024-02-02T00:00", [{ ...january, ...figures }]],
  ] as const)(
    "%s a release is planned decides which members a lead sees",
    async (_when, instant, made) => {
      const { organizationId } = context;
      const [mover = 0] = userIds;
      await addReader("team_lead", "Weavers");
      await record("2024-01-10T12:00");
      await database.user.updateMany({
        where: { organizationId, id: mover },
        data: { teamId: null },
      });
      await database.teamMembership.updateMany({
        where: { organizationId, userId: mover },
        data: { until: at("2024-01-05T00:00") },
      });
      await announceNames(instant);
      await makeReleases(atTime("2024-02-01T12:00"));
      expect((await listReleases()).map(({ members }) => members)).toEqual(
        made.map(({ members }) => members),
      );
    },
  );

  it.each([
    ["before the work is recorded", "2024-01-05T00:00", [{ ...january, ...figures }]],
    ["after the work was recorded", "2024-01-15T00:00", []],
  ] as const)(
    "%s counts as a change of what a lead of another team sees",
    async (_when, instant, made) => {
      await createTeam(context, { name: "Dyers" });
      await addReader("team_lead", "Dyers");
      await record("2024-01-10T12:00");
      await announceNames(instant);
      await makeReleases(atTime("2024-02-01T12:00"));
      expect(await listReleases()).toEqual(made);
    },
  );

  it("keeps its instant when a later change of another setting writes it into its column", async () => {
    await announceNames("2024-01-05T00:00");
    await updateOrganization(atTime("2024-01-20T12:00"), { name: "Other" });
    expect(await findOrganization()).toMatchObject({
      privacyMode: "named",
      modeChangedAt: at("2024-01-05T00:00"),
    });
  });

  it("is remembered after a change back to the mode that is still in its column", async () => {
    await addReader("manager", null);
    await announceNames("2024-01-05T00:00");
    await record("2024-01-10T12:00");
    await updateOrganization(atTime("2024-01-20T12:00"), { privacy_mode: "aggregate" });
    const { privacyMode, modeChangedAt } = await findOrganization();
    expect(privacyMode).toBe("aggregate");
    expect(modeChangedAt?.getTime()).toBeGreaterThanOrEqual(at("2024-01-20T12:00").getTime());
    await makeReleases(atTime("2024-02-01T12:00"));
    expect(await listReleases()).toEqual([]);
  });
});

describe("a lower anonymity threshold that comes into force at an announced instant", () => {
  it.each([
    ["before", "2024-01-20T00:00", [{ ...january, ...figures }]],
    ["after", "2024-02-02T00:00", []],
  ] as const)(
    "%s a release is planned decides how many members it needs",
    async (_when, instant, made) => {
      const change = { proposal: 1, setting: "anonymity_threshold", from: "6", to: "5" };
      await database.organization.update({
        where: { id: context.organizationId },
        data: {
          anonymityThreshold: 6,
          approvedChanges: [{ ...change, at: at(instant).getTime() }],
        },
      });
      await record("2024-01-10T12:00");
      await makeReleases(atTime("2024-02-01T12:00"));
      expect(await listReleases()).toEqual(made);
    },
  );
});

describe("an auditor", () => {
  it("reads releases as an employee does, whatever the mode was, and after coming back", async () => {
    const userId = await addReader("auditor", "Weavers");
    await record("2024-01-10T12:00");
    await announceNames("2024-01-15T00:00");
    // The only auditor cannot be deactivated.
    await createMember(context, { username: "second", role: "auditor" });
    await deactivateMember(context, { userId });
    await updateMember(context, { userId, amendment: { is_active: true } });
    await makeReleases(atTime("2024-02-01T12:00"));
    expect(await listReleases()).toEqual([{ ...january, ...figures }]);
  });
});
