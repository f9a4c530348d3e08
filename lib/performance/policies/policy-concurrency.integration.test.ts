import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database, type Transaction } from "@/lib/db/client";
import { createMember } from "@/lib/performance/members/create-member";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { updatePolicy } from "./update-policy";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const CONNECTIONS = 8;

/** The second version weighs on-time most, the third skill, the fourth difficulty. */
const drafts = [
  { weights: { on_time: 0.8, skill: 0.1, difficulty: 0.1 }, min_sample: 3 },
  { weights: { on_time: 0.1, skill: 0.8, difficulty: 0.1 }, min_sample: 0 },
  { weights: { on_time: 0.1, skill: 0.1, difficulty: 0.8 }, min_sample: 10 },
];

async function listVersions({ organizationId }: Context) {
  const members = await database.userPerformance.findMany({ where: { organizationId } });
  return members.map(({ policyVersion }) => policyVersion);
}

/** Each entry names the version of its policy: that of the entry before, or the one that it brings. */
async function expectVersionsInOrder({ organizationId }: Context, userId: number) {
  const entries = await database.performanceLog.findMany({
    where: { organizationId, userId },
    orderBy: { id: "asc" },
  });
  let version = 1;
  const brought: number[] = [];
  for (const { kind, policyVersion } of entries) {
    if (kind === "policy") brought.push(policyVersion);
    expect(policyVersion).toBe(kind === "policy" ? version + 1 : version);
    version = policyVersion;
  }
  expect(brought).toEqual([2, 3, 4]);
}

describe("a policy that is created while assignments are completed", () => {
  it("keeps 200 completions over 8 connections and 3 policies exact, and every entry names its version", {
    timeout: 120_000,
  }, async () => {
    const { context, userIds } = await makeOrganization(database, { members: 5 });
    const limit = pLimit(CONNECTIONS);
    const work = userIds.flatMap((userId) => createCompletions(context, userId, 40));
    const mixed = work.map((_, index) => work[(index * 83) % work.length] ?? work[0]);
    const tasks: (() => Promise<unknown>)[] = mixed.map(
      (one) => () => recordAssignmentsFor(context, one === undefined ? [] : [one]),
    );
    drafts.forEach((draft, index) => {
      tasks.splice(51 * (index + 1), 0, () => updatePolicy(context, draft));
    });
    await Promise.all(tasks.map((task) => limit(task)));
    for (const userId of userIds) await expectVersionsInOrder(context, userId);
    expect(await listVersions(context)).toEqual(userIds.map(() => 4));
    const { entries, differences } = await verifyOrganization(context);
    expect(differences).toEqual([]);
    expect(entries).toBe(200 + 3 * userIds.length);
  });

  it("applies a new policy to members who are added meanwhile", { timeout: 60_000 }, async () => {
    const { context } = await makeOrganization(database, { members: 3 });
    const limit = pLimit(CONNECTIONS);
    const add = (name: string) =>
      limit(() => createMember(context, { username: name, role: "employee" }));
    for (const [index, draft] of drafts.entries()) {
      const names = Array.from({ length: 12 }, (_, number) => `new-${index}-${number}`);
      await Promise.all([
        ...names.slice(0, 6).map(add),
        limit(() => updatePolicy(context, draft)),
        ...names.slice(6).map(add),
      ]);
    }
    const versions = await listVersions(context);
    expect(versions).toEqual(Array.from({ length: 39 }, () => 4));
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it("creates the same policy once when several requests send it, and different ones in order", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 2 });
    const [draft, other] = drafts;
    if (draft === undefined || other === undefined) throw new Error("There are drafts.");
    const same = await Promise.all(Array.from({ length: 4 }, () => updatePolicy(context, draft)));
    expect(same.map(({ current }) => current.version)).toEqual([2, 2, 2, 2]);
    const [, third = draft] = drafts.slice(1);
    const race = await Promise.allSettled([
      updatePolicy(context, { ...other, expected_version: 2 }),
      updatePolicy(context, { ...third, expected_version: 2 }),
    ]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(race.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
    expect(await listVersions(context)).toEqual(userIds.map(() => 3));
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });
});

describe("a policy whose transaction fails", () => {
  it("hides a policy whose transaction failed, and the next policy of its number scores by its own rules", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 2 });
    const [first = 0, second = 0] = userIds;
    await recordAssignmentsFor(context, createCompletions(context, first, 6));
    const [draft, other] = drafts;
    if (draft === undefined || other === undefined) throw new Error("There are drafts.");
    const failing: Database = Object.create(database, {
      $transaction: {
        value: (work: (transaction: Transaction) => Promise<unknown>) =>
          database.$transaction(async (transaction) => {
            await work(transaction);
            throw new Error("The connection was lost.");
          }),
      },
    });
    await expect(updatePolicy({ ...context, database: failing }, draft)).rejects.toThrow("lost");
    expect(await listVersions(context)).toEqual([1, 1]);
    await updatePolicy(context, other);
    await recordAssignmentsFor(context, createCompletions(context, second, 6));
    expect(await listVersions(context)).toEqual([2, 2]);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });
});
