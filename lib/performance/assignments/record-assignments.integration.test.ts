import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { assertDatabaseProperty } from "@/scripts/test/property-runs";
import type { AssignmentInput } from "./assignment-input";
import { recordAssignments } from "./record-assignments";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const HOUR = 3_600_000;
const start = Date.UTC(2026, 2, 20, 9);

function addHours(hours: number): Date {
  return new Date(start + hours * HOUR);
}

function record(context: Context, hoursNow: number, inputs: readonly AssignmentInput[]) {
  const recording = { organization: context.organization, now: addHours(hoursNow), actorId: null };
  return withTransaction(context.database, (transaction) =>
    recordAssignments(transaction, recording, inputs),
  );
}

async function listEntries({ organizationId }: Context, userId: number) {
  return database.performanceLog.findMany({
    where: { organizationId, userId },
    orderBy: { id: "asc" },
  });
}

async function getMemberSums({ organizationId }: Context, userId: number) {
  return database.userPerformance.findUniqueOrThrow({
    where: { organizationId_userId: { organizationId, userId } },
  });
}

function createCompletion(userId: number, externalId: string, hours: number): AssignmentInput {
  return {
    externalId,
    userId,
    title: `Task ${externalId}`,
    assignedAt: addHours(0),
    dueAt: addHours(24),
    completedAt: addHours(hours),
    difficulty: toDifficultyHundredths(500),
    skillMatch: toMatchTenThousandths(8000),
  };
}

describe("recording assignments", () => {
  it("counts a completion once, however often it is delivered", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    const first = await record(context, 30, [createCompletion(userId, "a", 20)]);
    const second = await record(context, 40, [createCompletion(userId, "a", 20)]);
    expect(first.outcomes.get("a")).toBe("new");
    expect(second.outcomes.get("a")).toBe("unchanged");
    expect(second.entries).toEqual([]);
    expect((await getMemberSums(context, userId)).tasks).toBe(1n);
    expect(await verifyOrganization(context)).toMatchObject({ entries: 1, differences: [] });
  });

  it("appends a late entry after newer ones, and amends the following days", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await record(context, 100, [createCompletion(userId, "new", 90)]);
    await record(context, 101, [createCompletion(userId, "old", 10)]);
    const ledger = await listEntries(context, userId);
    expect(ledger.map(({ kind }) => kind)).toEqual(["completion", "late"]);
    expect(ledger.map(({ createdAt }) => createdAt)).toEqual([addHours(90), addHours(101)]);
    const snapshots = await database.performanceSnapshot.findMany({
      where: { organizationId: context.organizationId, userId },
      orderBy: { snapshotDate: "asc" },
    });
    expect(snapshots.map(({ cumulativeTasks }) => cumulativeTasks)).toEqual([1n, 2n]);
    expect(snapshots.map(({ amendedAt }) => amendedAt)).toEqual([addHours(101), addHours(101)]);
  });

  it("reverses a reopened assignment and names the entry that it reverses", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await record(context, 30, [createCompletion(userId, "a", 20)]);
    await record(context, 31, [{ externalId: "a", userId, title: "Task a", status: "open" }]);
    const [completion, reversal] = await listEntries(context, userId);
    expect(reversal).toMatchObject({
      kind: "reversal",
      corrects: completion?.id,
      tasksCompleted: 0n,
      performanceScore: null,
      scoreChange: null,
    });
    expect(await database.performanceSnapshot.count({ where: { userId } })).toBe(0);
    expect(await verifyOrganization(context)).toMatchObject({ differences: [] });
  });

  it("corrects an amended fact, and keeps the fact where only the title changed", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await record(context, 30, [createCompletion(userId, "a", 20)]);
    const renamed = await record(context, 31, [{ externalId: "a", userId, title: "Renamed" }]);
    expect(renamed).toMatchObject({ entries: [] });
    expect(renamed.outcomes.get("a")).toBe("changed");
    await record(context, 32, [{ externalId: "a", userId, title: "Renamed", dueAt: addHours(10) }]);
    const ledger = await listEntries(context, userId);
    expect(ledger.map(({ kind }) => kind)).toEqual(["completion", "correction"]);
    expect(ledger.at(-1)).toMatchObject({ corrects: ledger[0]?.id, onTime: 0n, due: 1n });
  });

  it("reverses a reassigned completion for the former assignee and counts it for the new one", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 2 });
    const [giver = 0, taker = 0] = userIds;
    await record(context, 30, [createCompletion(giver, "a", 20)]);
    await record(context, 31, [createCompletion(taker, "a", 20)]);
    const listKinds = async (userId: number) =>
      (await listEntries(context, userId)).map(({ kind }) => kind);
    expect(await listKinds(giver)).toEqual(["completion", "reversal"]);
    expect(await listKinds(taker)).toEqual(["completion"]);
    expect(await verifyOrganization(context)).toMatchObject({ differences: [] });
  });

  it("creates one assignment where two writes add it at once for different members", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 2 });
    for (const externalId of ["a", "b", "c", "d", "e", "f"]) {
      await Promise.all(
        userIds.map((userId) => record(context, 30, [createCompletion(userId, externalId, 20)])),
      );
    }
    const { organizationId } = context;
    expect(await database.assignment.count({ where: { organizationId } })).toBe(6);
    expect(await verifyOrganization(context)).toMatchObject({ differences: [] });
  });

  it("rejects only the inputs that do not fit what is stored", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await record(context, 1, [{ externalId: "a", userId, title: "A", startedAt: addHours(20) }]);
    const { outcomes } = await record(context, 50, [
      { externalId: "a", userId, title: "A", completedAt: addHours(10) },
      createCompletion(userId, "b", 20),
    ]);
    expect(outcomes.get("a")).toMatchObject([{ field: "completed_at" }]);
    expect(outcomes.get("b")).toBe("new");
    expect((await getMemberSums(context, userId)).tasks).toBe(1n);
  });

  it("lets the database reject a change, a deletion and a truncation of the ledger", async () => {
    const { context, userIds } = await makeOrganization(database);
    await record(context, 30, [createCompletion(userIds[0] ?? 0, "a", 20)]);
    for (const statement of [
      "UPDATE performance_logs SET score_change = 1",
      "DELETE FROM performance_logs",
      "TRUNCATE performance_logs CASCADE",
      "DELETE FROM audit_log",
      "UPDATE scoring_policies SET weight_skill = 0",
    ]) {
      await expect(database.$executeRawUnsafe(statement)).rejects.toThrow(/only ever appended to/);
    }
  });
});

const moment = fc.integer({ min: 0, max: 24 * 40 });
const event = fc.record({
  member: fc.nat(2),
  externalId: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  status: fc.constantFrom("completed", "completed", "completed", "open", "cancelled"),
  completedAt: moment,
  dueAt: fc.option(moment),
  assignedAt: fc.option(fc.constant(0)),
  difficulty: fc.option(fc.integer({ min: 0, max: 1000 }).map(toDifficultyHundredths)),
  skillMatch: fc.option(fc.integer({ min: 0, max: 10_000 }).map(toMatchTenThousandths)),
});

describe("random histories", () => {
  it("leaves the ledger that a recomputation from the assignments gives", {
    timeout: 120_000,
  }, async () => {
    const batches = fc.array(
      fc.uniqueArray(event, { selector: (e) => e.externalId, maxLength: 6 }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await assertDatabaseProperty(
      fc.asyncProperty(batches, async (history) => {
        const { context, userIds } = await makeOrganization(database, { members: 3 });
        let hoursNow = 24 * 40;
        for (const batch of history) {
          hoursNow += 7;
          await record(
            context,
            hoursNow,
            batch.map((event) => toInput(event, userIds)),
          );
        }
        expect((await verifyOrganization(context)).differences).toEqual([]);
      }),
    );
  });
});

type Event = typeof event extends fc.Arbitrary<infer Given> ? Given : never;

function toInput(event: Event, userIds: readonly number[]): AssignmentInput {
  const toInstant = (hours: number | null) => (hours === null ? null : addHours(hours));
  return {
    externalId: event.externalId,
    userId: userIds[event.member] ?? 0,
    title: `Task ${event.externalId}`,
    status: event.status === "open" || event.status === "cancelled" ? event.status : "completed",
    assignedAt: toInstant(event.assignedAt),
    dueAt: toInstant(event.dueAt),
    completedAt: event.status === "completed" ? addHours(event.completedAt) : null,
    difficulty: event.difficulty,
    skillMatch: event.skillMatch,
  };
}
