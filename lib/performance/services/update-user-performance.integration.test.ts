import pLimit from "p-limit";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { takeFact } from "@/lib/performance/domain/fact";
import { insertAssignments } from "@/lib/performance/queries/write-assignments";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { updateUserPerformance } from "./update-user-performance";
import { verifyOrganization } from "./verify-organization";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const CONNECTIONS = 8;
const HOUR = 3_600_000;

/** Completed assignments, their facts taken, for which no entry has been appended yet. */
async function completeWithoutCounting(
  { organizationId, now }: Context,
  userId: number,
  count: number,
): Promise<readonly bigint[]> {
  const contents = Array.from({ length: count }, (_, index) => {
    const work = {
      assignedAt: new Date(now.getTime() - 2000 * HOUR),
      startedAt: null,
      dueAt: new Date(now.getTime() - (index % 3 === 0 ? 1500 : 1) * HOUR),
      completedAt: new Date(now.getTime() - (count - index) * HOUR),
      skillMatch: (index * 37) % 10_001,
      difficulty: (index * 13) % 1001,
      requiredSkills: [],
    };
    return {
      externalId: `task-${index}`,
      userId,
      title: `Task ${index}`,
      project: null,
      status: "completed" as const,
      deletedAt: null,
      ...work,
      fact: takeFact(work, new Map(), "Europe/Berlin"),
    };
  });
  const ids = await withTransaction(database, (transaction) =>
    insertAssignments(transaction, organizationId, contents, now),
  );
  return [...ids.values()];
}

function sumUp(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

describe("updateUserPerformance", () => {
  it("appends the entry that is missing, and none when it is called again", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    const [assignmentId = 0n] = await completeWithoutCounting(context, userId, 1);
    const first = await updateUserPerformance(context, { userId, assignmentId });
    const again = await updateUserPerformance(context, { userId, assignmentId });
    expect(first.entries.map(({ entry }) => entry.kind)).toEqual(["completion"]);
    expect(again.entries).toEqual([]);
    expect(await verifyOrganization(context)).toMatchObject({ entries: 1, differences: [] });
  });

  it("is not found for an assignment or a member that the organization does not have", async () => {
    const { context, userIds } = await makeOrganization(database);
    const stranger = await makeOrganization(database);
    const [userId = 0] = userIds;
    const [assignmentId = 0n] = await completeWithoutCounting(context, userId, 1);
    const [strangerId = 0] = stranger.userIds;
    for (const call of [
      () => updateUserPerformance(stranger.context, { userId: strangerId, assignmentId }),
      () => updateUserPerformance(context, { userId: strangerId, assignmentId }),
      () => updateUserPerformance(context, { userId, assignmentId: assignmentId + 1_000_000n }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("counts 1,000 completions of one member exactly, over 8 connections at once, each delivered twice", {
    timeout: 120_000,
  }, async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    const ids = await completeWithoutCounting(context, userId, 1000);
    const deliveries = [...ids, ...ids].sort((left, right) =>
      Number(((left * 7919n) % 1009n) - ((right * 7919n) % 1009n)),
    );
    const limit = pLimit(CONNECTIONS);
    await Promise.all(
      deliveries.map((assignmentId) =>
        limit(() => updateUserPerformance(context, { userId, assignmentId })),
      ),
    );
    const ledger = await database.performanceLog.findMany({
      where: { organizationId: context.organizationId, userId },
      orderBy: { id: "asc" },
    });
    expect(ledger.map(({ tasksCompleted }) => tasksCompleted)).toEqual(
      ledger.map((_, index) => BigInt(index + 1)),
    );
    const [first] = ledger;
    const last = ledger.at(-1);
    expect(last?.performanceScore).toBe(
      (first?.performanceScore ?? 0) + sumUp(ledger.map(({ scoreChange }) => scoreChange)),
    );
    expect(await verifyOrganization(context)).toMatchObject({ entries: 1000, differences: [] });
  });
});
