import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { contestChange } from "@/lib/performance/contests/contest-change";
import { withdrawContest } from "@/lib/performance/contests/withdraw-contest";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { expireRecords } from "./expire-records";
import { makeFormerMember } from "./testing/make-former-member";

const { signal } = new AbortController();
const clean = { differences: [], waiting: [] };

let database: Database;
let context: Context;
let former: number;
let other: number;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

beforeEach(async () => {
  const made = await makeOrganization(database, { members: 2 });
  ({ context } = made);
  [former = 0, other = 0] = made.userIds;
});

const expire = () => expireRecords(context, { stopping: signal, source: "job" });

/** Another member has an assignment, contests that it was set, and loses it to the former member, who completes it. */
async function contestAndReassign() {
  const { organizationId, now } = context;
  const content = { externalId: "moved", title: "Task" };
  await recordAssignmentsFor(context, [{ ...content, userId: other, dueAt: now }]);
  const { id: changeId, assignmentId } = await database.assignmentChange.findFirstOrThrow({
    where: { organizationId },
  });
  const { id } = await contestChange(actAs(context, { userId: other }), {
    ...{ assignmentId, changeId, reason: "Too early." },
  });
  await recordAssignmentsFor(context, [
    { ...content, userId: former, status: "completed", completedAt: now },
  ]);
  await makeFormerMember(context, former, 37);
  return { contestId: BigInt(id), assignmentId };
}

it("the record of a former member stays while another member contests a change of an assignment of theirs", async () => {
  const { contestId, assignmentId } = await contestAndReassign();
  expect((await expire()).members).toEqual([]);
  const key = { organizationId: context.organizationId, id: assignmentId };
  const assignment = await database.assignment.findFirstOrThrow({ where: key });
  expect(assignment).toMatchObject({ title: "Task", status: "completed", deletedAt: null });
  await withdrawContest(actAs(context, { userId: other }), { id: contestId });
  expect(await expire()).toMatchObject({ members: [{ userId: former, entries: 1 }] });
  expect(await verifyOrganization(context)).toMatchObject(clean);
});

it("an assignment that only a contest of another member needs goes with the record of that member", async () => {
  const { contestId, assignmentId } = await contestAndReassign();
  await withdrawContest(actAs(context, { userId: other }), { id: contestId });
  const where = { organizationId: context.organizationId, assignmentId };
  expect(await expire()).toMatchObject({ members: [{ userId: former, assignments: 0 }] });
  expect(await database.assignmentChange.count({ where })).toBe(3);
  await makeFormerMember(context, other, 37);
  const members = [{ userId: other, contests: 1, assignments: 1, changes: 3 }];
  expect(await expire()).toMatchObject({ members });
  expect(await database.assignmentChange.count({ where })).toBe(0);
  expect(await verifyOrganization(context)).toMatchObject(clean);
});

it("open work that an import records for an expired member again is removed by the next run, and only that", async () => {
  const { contestId } = await contestAndReassign();
  await withdrawContest(actAs(context, { userId: other }), { id: contestId });
  expect((await expire()).members).toHaveLength(1);
  expect((await expire()).members).toEqual([]);
  const work = { externalId: "again", userId: former, title: "Task", status: "open" } as const;
  await recordAssignmentsFor(context, [work]);
  expect(await expire()).toMatchObject({ members: [{ userId: former, assignments: 1 }] });
  expect((await expire()).members).toEqual([]);
  expect(await verifyOrganization(context)).toMatchObject(clean);
});
