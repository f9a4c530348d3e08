import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { completeAssignment } from "@/lib/performance/assignments/complete-assignment";
import { recordAssignment } from "@/lib/performance/assignments/record-assignment";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { DUE_RULES, type DueRule } from "@/lib/performance/domain/scoring/due-rule";
import { createMember } from "@/lib/performance/members/create-member";
import { previewPolicy } from "@/lib/performance/policies/preview-policy";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";

const DAY = 86_400_000;
const published = { weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 }, min_sample: 0 };

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

/** Two members with one assignment each: the same due date and completion, 4 and 5 days later. */
async function makeTwins(rule: DueRule) {
  const { context } = await makeOrganization(database, { members: 0 });
  const add = async (username: string, role: "admin" | "employee") =>
    (await createMember(context, { username, role })).id;
  const [admin, moved, untouched] = [
    await add("admin", "admin"),
    await add("moved", "employee"),
    await add("untouched", "employee"),
  ];
  const at = (days: number): Context => ({
    ...actAs(context, { userId: admin, role: "admin" }),
    now: new Date(context.now.getTime() + days * DAY),
  });
  const toDate = (days: number) => new Date(context.now.getTime() + days * DAY).toISOString();
  await updatePolicy(at(0), { ...published, due_rule: rule });
  const ids: number[] = [];
  for (const [index, userId] of [moved, untouched].entries()) {
    const due = { external_id: `T-${index}`, title: "Twin", user_id: userId, due_at: toDate(5) };
    ids.push((await recordAssignment(at(1), due)).assignment.id);
  }
  const [movedId = 0, untouchedId = 0] = ids;
  return {
    at,
    toDate,
    movedId: BigInt(movedId),
    untouchedId: BigInt(untouchedId),
    moved,
    untouched,
  };
}

type Twins = Awaited<ReturnType<typeof makeTwins>>;

async function complete({ at, movedId, untouchedId }: Twins, days: number) {
  const facts: AssignmentResponse["fact"][] = [];
  for (const id of [movedId, untouchedId]) {
    const { assignment } = await completeAssignment(at(days), { id });
    facts.push(assignment.fact);
  }
  return facts;
}

async function readEvidence({ at, moved }: Twins) {
  const { evidence } = await getUserPerformanceSummary(at(20), { userId: moved });
  return evidence;
}

describe("a due date that was moved four days after it had passed", () => {
  it.each(DUE_RULES)("is in the fact and the counts by the rule %s", async (rule) => {
    const twins = await makeTwins(rule);
    const { at, toDate, movedId } = twins;
    await amendAssignment(at(9), { id: movedId, amendment: { due_at: toDate(12) } });
    const [moved, untouched] = await complete(twins, 10);
    expect(moved).toMatchObject({
      ...{ due_rule: rule, due_moved: true, due_moved_after: true, due_unrecorded: false },
      due_counted: toDate(rule === "latest" ? 12 : 5),
      on_time: rule === "latest",
    });
    expect(untouched).toMatchObject({
      ...{ due_rule: rule, due_moved: false, due_moved_after: false, due_unrecorded: false },
      ...{ due_counted: toDate(5), on_time: false },
    });
    expect(await readEvidence(twins)).toMatchObject({
      ...{ due: 1, due_moved: 1, due_moved_after: 1, due_moved_for_absence: 0, due_unrecorded: 0 },
    });
    expect((await verifyOrganization(at(11))).differences).toEqual([]);
  });

  it("counts by a later rule for later completions alone, and the preview says what it would have been", async () => {
    const twins = await makeTwins("latest");
    const { at, toDate, movedId } = twins;
    await amendAssignment(at(9), { id: movedId, amendment: { due_at: toDate(12) } });
    const before = await complete(twins, 10);
    const draft = { ...published, due_rule: "agreed" as const };
    const { due_rule_effect: effect } = await previewPolicy(at(11), draft, { limit: 1 });
    expect(effect).toEqual({ days: 90, completions: 2, late_before: 1, late_after: 2 });
    await updatePolicy(at(11), draft);
    const facts = await database.performanceFact.findMany({
      where: { assignmentId: { in: [twins.movedId, twins.untouchedId] } },
      orderBy: { assignmentId: "asc" },
    });
    expect(facts.map(({ onTime }) => onTime)).toEqual(before.map((fact) => fact?.on_time));
    expect(facts.map(({ dueRule }) => dueRule)).toEqual(["latest", "latest"]);
    expect((await verifyOrganization(at(12))).differences).toEqual([]);
  });
});

describe("a due date that is amended after the completion", () => {
  it.each([
    ["latest", undefined, 12, ["completion", "correction"]],
    ["first", undefined, 5, ["completion"]],
    ["agreed", undefined, 5, ["completion"]],
    ["first", "error", 12, ["completion", "correction"]],
    ["agreed", "error", 12, ["completion", "correction"]],
    ["first", "absence", 5, ["completion"]],
  ] as const)("follows the rule %s with the reason %s", async (rule, reason, counted, kinds) => {
    const twins = await makeTwins(rule);
    const { at, toDate, movedId, moved } = twins;
    await complete(twins, 10);
    const { assignment } = await amendAssignment(at(11), {
      id: movedId,
      amendment: { due_at: toDate(12), ...(reason && { due_reason: reason }) },
    });
    expect(assignment).toMatchObject({
      due_at: toDate(12),
      fact: { due_counted: toDate(counted) },
    });
    const entries = await database.performanceLog.findMany({
      where: { userId: moved, assignmentId: movedId },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ kind }) => kind)).toEqual(kinds);
    const [change] = await database.assignmentChange.findMany({
      where: { assignmentId: movedId },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(change).toMatchObject({ event: "changed", reason: reason ?? null });
    expect((await verifyOrganization(at(12))).differences).toEqual([]);
  });

  it.each([
    ["first", "latest", 5],
    ["latest", "first", 12],
  ] as const)(
    "follows the rule %s of its fact, also while %s is in force",
    async (counted, later, day) => {
      const twins = await makeTwins(counted);
      const { at, toDate, movedId } = twins;
      await complete(twins, 10);
      await updatePolicy(at(11), { ...published, due_rule: later });
      const amendment = { due_at: toDate(12) };
      const { assignment } = await amendAssignment(at(12), { id: movedId, amendment });
      expect(assignment.fact).toMatchObject({ due_rule: counted, due_counted: toDate(day) });
      expect((await verifyOrganization(at(13))).differences).toEqual([]);
    },
  );

  it("follows an upheld contest by every rule", async () => {
    const twins = await makeTwins("agreed");
    const { at, toDate, movedId, moved } = twins;
    await complete(twins, 10);
    const { organization, actor, now } = at(11);
    await withTransaction(database, (transaction) =>
      recordAssignments(
        transaction,
        { organization, now, actorId: actor.userId, source: "contest" },
        [{ externalId: "T-0", userId: moved, title: "Twin", dueAt: new Date(toDate(12)) }],
      ),
    );
    const fact = await database.performanceFact.findFirstOrThrow({
      where: { assignmentId: movedId },
    });
    expect(fact).toMatchObject({ onTime: true, dueRule: "agreed", dueMovedAfter: true });
    expect((await verifyOrganization(at(12))).differences).toEqual([]);
  });
});
