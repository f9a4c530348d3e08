import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMember, makeStudio } from "@/app/api/_tests/make-teams";
import * as markRoute from "@/app/api/performance/notice/read/route";
import * as noticeRoute from "@/app/api/performance/notice/route";
import * as policyRoute from "@/app/api/performance/policy/route";
import type { PersonContext } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { listAccountNotices } from "@/lib/performance/administration/list-account-notices";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { listUnreadRuleChanges } from "./list-rule-changes";

const DAY = 86_400_000;
const draft = { weights: { on_time: 0.6, skill: 0.4, difficulty: 0 }, min_sample: 3 };

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

type Studio = Awaited<ReturnType<typeof makeStudio>>;

/** Without the notice of the token by which the test calls. */
async function listNotices(context: PersonContext) {
  return (await listAccountNotices(context)).filter(({ kind }) => kind !== "token");
}

const read = ({ member }: Studio) => member.caller.call(noticeRoute.GET);
const mark = ({ member }: Studio) => member.caller.call(markRoute.POST, { body: {} });

describe("how you are assessed", () => {
  it("follows the policy and the settings in force", async () => {
    const studio = await makeStudio(database);
    expect(await read(studio)).toMatchObject({
      status: 200,
      body: {
        policy: {
          version: 1,
          weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 },
          min_sample: 5,
          due_rule: "latest",
        },
        privacy_mode: "named",
        employee_leaderboard: false,
        anonymity_threshold: 5,
        retention_months: 36,
        access_records_days: 365,
        read: null,
      },
    });
    await studio.admin.caller.call(policyRoute.PUT, {
      body: { ...draft, due_rule: "first", expected_version: 1 },
    });
    expect((await read(studio)).body).toMatchObject({
      policy: { version: 2, ...draft, due_rule: "first" },
    });
  });

  it("is marked as read once for each version of the policy", async () => {
    const studio = await makeStudio(database);
    const { organizationId } = studio.context;
    const countReadings = () => database.noticeReading.count({ where: { organizationId } });
    expect((await mark(studio)).body).toMatchObject({ read: { is_current: true } });
    await mark(studio);
    expect(await countReadings()).toBe(1);
    await studio.admin.caller.call(policyRoute.PUT, { body: { ...draft, expected_version: 1 } });
    expect((await read(studio)).body).toMatchObject({ read: { is_current: false } });
    expect((await mark(studio)).body).toMatchObject({ read: { is_current: true } });
    expect(await countReadings()).toBe(2);
  });

  it("leaves no trace of the reading for anyone else", async () => {
    const studio = await makeStudio(database);
    const { organizationId } = studio.context;
    await mark(studio);
    const where = { organizationId };
    const entries = await database.auditLog.findMany({ where });
    expect(entries.filter(({ action }) => action.includes("notice"))).toEqual([]);
    expect(await database.accessRecord.count({ where })).toBe(0);
  });

  it("notifies every member of a new policy until they have read it", async () => {
    const studio = await makeStudio(database);
    const { context, member, admin } = studio;
    const person = actAs(context, { userId: member.id });
    expect(await listNotices(person)).toEqual([]);
    await admin.caller.call(policyRoute.PUT, { body: { ...draft, expected_version: 1 } });
    const { username } = await database.user.findFirstOrThrow({ where: { id: admin.id } });
    expect(await listNotices(person)).toMatchObject([{ kind: "policy", by: username }]);
    await mark(studio);
    expect(await listNotices(person)).toEqual([]);
  });

  it("notifies of a new privacy mode, once it is in force, for as long as notices are shown", async () => {
    const { context, member } = await makeStudio(database);
    const { organizationId: id, now } = context;
    await database.organization.update({ where: { id }, data: { privacyMode: "aggregate" } });
    const changedAt = new Date(now.getTime() - DAY);
    await database.organization.update({ where: { id }, data: { modeChangedAt: changedAt } });
    const person = actAs(context, { userId: member.id });
    const at = changedAt.toISOString();
    expect(await listNotices(person)).toEqual([{ kind: "privacy_mode", by: null, at }]);
    expect(await listUnreadRuleChanges(person, now)).toEqual([]);
    const announced = { proposal: 1, setting: "privacy_mode", from: "aggregate", to: "named" };
    const approvedChanges = [{ ...announced, at: now.getTime() + DAY }];
    await database.organization.update({ where: { id }, data: { approvedChanges } });
    expect(await listNotices(person)).toEqual([{ kind: "privacy_mode", by: null, at }]);
    const later = { ...person, now: new Date(now.getTime() + 2 * DAY) };
    expect(await listNotices(later)).toEqual([
      { kind: "privacy_mode", by: null, at: new Date(now.getTime() + DAY).toISOString() },
    ]);
  });

  it("is forgotten with an erased member", async () => {
    const studio = await makeStudio(database);
    const { context } = studio;
    const leaving = await addMember(context, {});
    await leaving.caller.call(markRoute.POST, { body: {} });
    const where = { organizationId: context.organizationId, userId: leaving.id };
    expect(await database.noticeReading.count({ where })).toBe(1);
    await deactivateMember(context, { userId: leaving.id });
    await eraseMember(context, { userId: leaving.id });
    expect(await database.noticeReading.count({ where })).toBe(0);
  });
});
