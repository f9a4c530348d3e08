import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "./verify-organization";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const CHECKS = 8;

/**
 * Completes, reopens and completes again, and sometimes changes the policy, until stopped.
 * @returns how often.
 */
async function writeUntil(context: Context, userId: number, isOver: () => boolean) {
  const work = createCompletions(context, userId, 6);
  let writes = 0;
  while (!isOver()) {
    for (const one of work) {
      await recordAssignmentsFor(context, [one]);
      await recordAssignmentsFor(context, [{ ...one, completedAt: null, status: "open" }]);
      writes += 2;
    }
    const share = 0.1 + (writes % 7) / 10;
    await updatePolicy(context, {
      weights: { on_time: share, skill: 0.3, difficulty: 0.2 },
      min_sample: 2,
    });
  }
  return writes;
}

describe("verifying an organization", () => {
  it("finds no difference while others write", { timeout: 240_000 }, async () => {
    const { context, userIds } = await makeOrganization(database, { members: 6 });
    let isOver = false;
    const writers = userIds.slice(0, 3).map((userId) => writeUntil(context, userId, () => isOver));
    const found: unknown[] = [];
    for (let check = 0; check < CHECKS; check += 1) {
      const { differences, members } = await verifyOrganization(context);
      found.push(...differences);
      expect(members).toBe(userIds.length);
    }
    isOver = true;
    const writes = await Promise.all(writers);
    expect(found).toEqual([]);
    expect(Math.min(...writes)).toBeGreaterThan(0);
  });

  it("verifies all members in batches, and reports its progress", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 3 });
    for (const userId of userIds)
      await recordAssignmentsFor(context, createCompletions(context, userId, 4));
    const steps: unknown[] = [];
    const result = await verifyOrganization(context, { onProgress: (step) => steps.push(step) });
    const unsealed = expect.any(Number);
    expect(result).toEqual({
      ...{ members: 3, entries: 12, differences: [], waiting: [], checkpoints: [], unsealed },
    });
    expect(steps.at(-1)).toEqual({ members: 3, ofMembers: 3 });
  });

  it("finds a due date that was moved behind the triggers", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [work] = createCompletions(context, userIds[0] ?? 0, 1);
    await recordAssignmentsFor(context, work === undefined ? [] : [{ ...work, dueAt: null }]);
    await withTransaction(database, async (transaction) => {
      await transaction.$executeRaw`ALTER TABLE assignments DISABLE TRIGGER assignments_changed`;
      await transaction.$executeRaw`
        UPDATE assignments SET due_at = '2026-01-01T00:00:00Z' WHERE organization_id = ${context.organizationId}`;
      await transaction.$executeRaw`ALTER TABLE assignments ENABLE TRIGGER assignments_changed`;
    });
    const { differences } = await verifyOrganization(context);
    expect(differences).toContainEqual({
      userId: userIds[0],
      what: expect.stringMatching(/^record of assignment \d+: due_at$/),
      stored: `${Date.parse("2026-01-01T00:00:00Z")}`,
      recomputed: "null",
    });
  });
});
