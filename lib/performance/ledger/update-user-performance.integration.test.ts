import pLimit from "p-limit";
import { beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, type Database } from "@/lib/db/client";
import { completeUncounted } from "@/lib/performance/testing/complete-uncounted";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { updateUserPerformance } from "./update-user-performance";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const CONNECTIONS = 8;
/** `update-user-performance.long` counts 1,000, ten times. */
const COMPLETIONS = 200;

function sumUp(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

describe("updateUserPerformance", () => {
  it("appends the missing entry, and appends none when it is called again", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    const [assignmentId = 0n] = await completeUncounted(context, userId, 1);
    const first = await updateUserPerformance(context, { userId, assignmentId });
    const again = await updateUserPerformance(context, { userId, assignmentId });
    expect(first.entries.map(({ entry }) => entry.kind)).toEqual(["completion"]);
    expect(again.entries).toEqual([]);
    expect(await verifyOrganization(context)).toMatchObject({ entries: 1, differences: [] });
  });

  it("returns not_found for an assignment or a member that the organization does not have", async () => {
    const { context, userIds } = await makeOrganization(database);
    const stranger = await makeOrganization(database);
    const [userId = 0] = userIds;
    const [assignmentId = 0n] = await completeUncounted(context, userId, 1);
    const [strangerId = 0] = stranger.userIds;
    for (const call of [
      () => updateUserPerformance(stranger.context, { userId: strangerId, assignmentId }),
      () => updateUserPerformance(context, { userId: strangerId, assignmentId }),
      () => updateUserPerformance(context, { userId, assignmentId: assignmentId + 1_000_000n }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("counts every completion of one member exactly, delivered twice over 8 concurrent connections", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    const ids = await completeUncounted(context, userId, COMPLETIONS);
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
    expect(await verifyOrganization(context)).toMatchObject({
      entries: COMPLETIONS,
      differences: [],
    });
  });
});
