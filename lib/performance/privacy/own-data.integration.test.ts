import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { readDatabaseClock } from "@/lib/db/testing/read-clock";
import { getUserExplanation } from "@/lib/performance/explanations/get-user-explanation";
import { exportTeam } from "@/lib/performance/exports/export-team";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { getUserSnapshots } from "@/lib/performance/history/get-user-snapshots";
import { userAccessLog } from "@/lib/performance/privacy/access-log-schemas";
import { everything } from "@/lib/performance/privacy/everything-schemas";
import { ownSections, ownTables } from "@/lib/performance/privacy/queries/own-rows";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { readDownload } from "@/lib/performance/testing/read-download";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { exportEverything } from "./export-everything";
import { getAccessLog } from "./get-access-log";

let database: Database;
let context: Context;
let [member, manager, lead]: [number, number, number] = [0, 0, 0];
let teamId = 0;
/** By the database's clock, which also says since when a member is in a team. */
let now: Date;

beforeAll(async () => {
  database = await connectDatabase();
  now = await readDatabaseClock(database);
  const made = await makeOrganization(database, { members: 3, now });
  context = made.context;
  [member = 0, manager = 0, lead = 0] = made.userIds;
  const { organizationId } = context;
  const team = await database.team.create({
    data: { organizationId, name: "Team", createdAt: now },
  });
  teamId = team.id;
  await database.user.updateMany({
    where: { organizationId, id: { in: [member, lead] } },
    data: { teamId },
  });
  await recordAssignmentsFor(context, createCompletions(context, member, 8));
});

function hashText(what: string): string {
  return createHash("sha256").update(`${what} of ${member}`).digest("hex");
}

function getViews(viewer: Context, input: { limit?: number; cursor?: string } = {}) {
  return getAccessLog(viewer, { userId: member, ...input });
}

const actAsMember = () => actAs(context, { userId: member, teamId });
const actAsManager = () => actAs(context, { userId: manager, role: "manager" });

describe("the access log", () => {
  it("shows views of the member, their team and the organization, newest first", async () => {
    const actAsLead = actAs(context, { userId: lead, role: "team_lead", teamId });
    await getUserPerformanceSummary(actAsManager(), { userId: member });
    await getUserPerformanceSummary(actAsManager(), { userId: member });
    await getUserExplanation(actAsManager(), { userId: member });
    await exportTeam(actAsLead, { format: "csv", bom: false });
    await exportTeam(actAsManager(), { format: "csv", bom: false });
    await getUserPerformanceSummary(actAsMember(), { userId: member });
    await getUserPerformanceSummary(actAsManager(), { userId: lead });
    const log = userAccessLog.parse(await getViews(actAsMember()));
    expect(
      log.entries
        .map(({ viewer, subject, surface }) => [viewer?.user_id, subject, surface])
        .reverse(),
    ).toEqual([
      [manager, "member", "summary"],
      [manager, "member", "explanation"],
      [lead, "team", "export"],
      [manager, "organization", "export"],
    ]);
    expect(log.entries[0]?.viewer?.username).toBe("member-2");
  });

  it("shows team views to the members who were in the team then, not to those who came later", async () => {
    const made = await makeOrganization(database, { members: 3, now });
    const [mover = 0, newcomer = 0, leader = 0] = made.userIds;
    const { organizationId } = made.context;
    const [before, after] = await Promise.all(
      ["Before", "After"].map((name) =>
        database.team.create({ data: { organizationId, name, createdAt: now } }),
      ),
    );
    const move = (userId: number, team: number | null) =>
      database.user.update({
        where: { organizationId_id: { organizationId, id: userId } },
        data: { teamId: team },
      });
    const addHours = (count: number) => new Date(now.getTime() + count * 3_600_000);
    await move(mover, before?.id ?? 0);
    const actAsLead = actAs(made.context, {
      userId: leader,
      role: "team_lead",
      teamId: before?.id ?? 0,
    });
    await exportTeam(actAsLead, { format: "csv", bom: false });
    await move(mover, after?.id ?? 0);
    await move(newcomer, before?.id ?? 0);
    const countViews = async (userId: number) =>
      (await getAccessLog(actAs(made.context, { userId }), { userId })).entries.length;
    expect(await countViews(mover)).toBe(1);

    // One view after a member left, and one before another member came.
    await exportTeam({ ...actAsLead, now: addHours(2) }, { format: "csv", bom: false });
    await exportTeam({ ...actAsLead, now: addHours(-3) }, { format: "csv", bom: false });
    expect(await countViews(mover)).toBe(1);
    expect(await countViews(newcomer)).toBe(2);
    const { id } = await database.team.update({
      where: { organizationId_id: { organizationId, id: before?.id ?? 0 } },
      data: { name: "Gone" },
    });
    await move(newcomer, null);
    await database.team.delete({ where: { organizationId_id: { organizationId, id } } });
    expect(await countViews(mover)).toBe(1);
  });

  it("pages through the access log, and rejects a made-up cursor", async () => {
    const first = await getViews(actAsMember(), { limit: 3 });
    expect(first.entries).toHaveLength(3);
    const rest = await getViews(actAsMember(), { limit: 3, cursor: first.next_cursor ?? "" });
    expect(rest).toMatchObject({ next_cursor: null });
    expect([...first.entries, ...rest.entries]).toEqual((await getViews(actAsMember())).entries);
    await expect(getViews(actAsMember(), { cursor: "x" })).rejects.toMatchObject({
      invalidParams: [{ name: "cursor" }],
    });
  });

  it("shows aliases where the organization is pseudonymous", async () => {
    const viewer = actAs(context, { userId: member, teamId, privacyMode: "pseudonymous" });
    for (const { viewer: who } of (await getViews(viewer)).entries) {
      expect(who?.username).toMatch(/^member-[0-9a-f]{16}$/);
    }
  });

  it("shows the access log to the member alone, not even to an administrator", async () => {
    const admin = actAs(context, { userId: manager, role: "admin" });
    for (const userId of [member, 2_147_483_647]) {
      const forbidden = { code: "forbidden" };
      await expect(getAccessLog(admin, { userId })).rejects.toMatchObject(forbidden);
      await expect(exportEverything(admin, { userId })).rejects.toMatchObject(forbidden);
    }
    const narrow = actAs(context, { userId: member, scopes: ["team:read"] });
    await expect(getViews(narrow)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the export of all data about a member", () => {
  async function ownFile() {
    const download = await exportEverything(actAsMember(), { userId: member });
    const text = await readDownload(download);
    return { text, file: everything.parse(JSON.parse(text)) };
  }

  it("exports what the endpoints return", async () => {
    const { file } = await ownFile();
    expect(file.summary).toEqual(
      await getUserPerformanceSummary(actAsMember(), { userId: member }),
    );
    const { entries } = await getUserPerformanceHistory(actAsMember(), {
      userId: member,
      days: 36_500,
    });
    const printed = file.history.map(({ actor_id: _actor, ...entry }) => entry);
    expect(entries).toMatchObject(printed);
    expect(entries).toHaveLength(printed.length);
    const { snapshots } = await getUserSnapshots(actAsMember(), { userId: member });
    expect(file.snapshots).toEqual(snapshots);
    expect(file.access_log).toEqual((await getViews(actAsMember())).entries);
    expect(file.assignments).toHaveLength(8);
    expect(file.counted_facts).toHaveLength(8);
    expect(file.profile).toMatchObject({ username: "member-1", team: "Team", has_password: false });
  });

  it("exports tokens, sessions, skills and the member's own actions, but no secret", async () => {
    const { organizationId, now } = context;
    const own = { organizationId, userId: member };
    const later = new Date(now.getTime() + 86_400_000);
    await database.session.create({
      data: { ...own, secretHash: hashText("session"), createdAt: now, expiresAt: later },
    });
    await database.apiToken.create({
      data: {
        ...own,
        name: "widget",
        tokenHash: hashText("token"),
        scopes: ["self:read"],
        createdAt: now,
        expiresAt: later,
      },
    });
    const skill = await database.skill.create({ data: { organizationId, name: "Weaving" } });
    await database.userSkill.create({ data: { ...own, skillId: skill.id, level: 4 } });
    await database.auditLog.createMany({
      data: [
        { action: "password.set", actorId: manager, subjectId: String(member) },
        { action: "token.create", actorId: member, subjectId: "x" },
      ].map((row) => ({ ...row, organizationId, subjectType: "user", createdAt: now })),
    });
    await database.invitation.create({
      data: { ...own, secretHash: hashText("invitation"), createdAt: now, expiresAt: later },
    });
    const { text, file } = await ownFile();
    expect(text).not.toContain(hashText("invitation"));
    expect(file).toMatchObject({
      invitations: [{ expires_at: later.toISOString(), ended_at: null }],
      sessions: [{ created_at: now.toISOString() }],
      tokens: [{ name: "widget", scopes: ["self:read"] }],
      skills: [{ skill: "Weaving", level: 4 }],
      changes_made: [{ action: "token.create" }],
      changes_of_oneself: expect.arrayContaining([
        expect.objectContaining({ action: "password.set", actor_id: manager }),
      ]),
    });
    expect(text).not.toContain(hashText("session"));
    expect(text).not.toContain(hashText("token"));
    expect(text).not.toContain("hash");
  });

  it("covers every table that refers to a member", async () => {
    const rows = await database.$queryRaw<{ name: string }[]>`
      SELECT conrelid::regclass::text AS name FROM pg_constraint
      WHERE contype = 'f' AND confrelid = 'users'::regclass
      UNION
      SELECT table_name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name IN ('user_id', 'viewer_id', 'actor_id', 'created_by', 'decided_by')
      ORDER BY name`;
    const withQueriesOfTheirOwn = ["assignments", "performance_logs", "performance_snapshots"];
    const told = new Set<string>([...ownTables, ...withQueriesOfTheirOwn]);
    expect(rows.length).toBeGreaterThan(18);
    expect(rows.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
    const { file } = await ownFile();
    expect(Object.keys(file)).toEqual(
      expect.arrayContaining([...ownSections, "assignments", "history", "snapshots", "access_log"]),
    );
  });
});
