import pLimit from "p-limit";
import { expect } from "vitest";
import type { Database, Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { runWorkerUntilIdle } from "./work-until-idle";

class ExpectedRollback extends Error {}

/** Whether one of `endings` caused the error. */
const isExpectedFailure = (error: unknown) =>
  error instanceof ExpectedRollback || /division by zero|violates/.test(String(error));

/** The ways in which a transaction ends. All but the last one roll it back. */
const endings: readonly ((transaction: Transaction) => Promise<void>)[] = [
  async () => {
    throw new ExpectedRollback("The caller rolls back.");
  },
  async (transaction) => {
    await transaction.$executeRaw`SELECT 1 / 0`;
  },
  async (transaction) => {
    await transaction.$executeRaw`INSERT INTO organizations (id, slug, name, time_zone) VALUES (1, 'x', '', '')`;
  },
  async () => {},
];

/**
 * Delivers asynchronous completions, each in its own transaction. Rolls back `aborted` of them after the job was sent,
 * and commits a third as many.
 */
export async function proveAtomicEnqueue(database: Database, aborted: number): Promise<void> {
  const { context, userIds } = await makeOrganization(database, { members: 4 });
  const { organizationId, organization, now } = context;
  const committed = Math.floor(aborted / 3);
  const works = userIds.flatMap((userId) =>
    createCompletions(context, userId, Math.ceil((aborted + committed) / userIds.length)),
  );
  const committedIds: string[] = [];
  let rolledBack = 0;
  let sent = 0;
  const limit = pLimit(8);
  await Promise.all(
    works.slice(0, aborted + committed).map((work, index) =>
      limit(async () => {
        const end = endings[index % endings.length];
        const recording = { organization, now, actorId: null, mode: "async" as const };
        try {
          await withTransaction(database, async (transaction) => {
            const { jobIds } = await recordAssignments(transaction, recording, [work]);
            sent += jobIds.size;
            await end?.(transaction);
          });
          committedIds.push(work.externalId);
        } catch (error) {
          if (!isExpectedFailure(error)) throw error;
          rolledBack += 1;
        }
      }),
    ),
  );
  expect(rolledBack).toBeGreaterThanOrEqual(aborted);
  expect(committedIds.length).toBeGreaterThanOrEqual(committed);
  expect(sent).toBe(rolledBack + committedIds.length);
  const assignments = await database.assignment.findMany({ where: { organizationId } });
  const jobs = await database.$queryRaw<{ assignment: bigint }[]>`
    SELECT (data ->> 'assignment_id')::bigint AS assignment FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
  expect(assignments.map(({ externalId }) => externalId).sort()).toEqual(committedIds.sort());
  expect(jobs.map((job) => `${job.assignment}`).sort()).toEqual(
    assignments.map(({ id }) => `${id}`).sort(),
  );
  const before = await verifyOrganization(context);
  expect(before).toMatchObject({ entries: 0, differences: [] });
  expect(before.waiting).toHaveLength(committedIds.length);
  await runWorkerUntilIdle(database, organizationId);
  expect(await verifyOrganization(context)).toMatchObject({
    ...{ entries: committedIds.length, differences: [], waiting: [] },
  });
}
