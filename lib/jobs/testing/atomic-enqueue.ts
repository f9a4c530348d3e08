import pLimit from "p-limit";
import { expect } from "vitest";
import type { Database, Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { completedWork } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { workUntilIdle } from "./work-until-idle";

class CalledOff extends Error {}

/** Of what a transaction is called off for, and nothing else. */
const isMeant = (error: unknown) =>
  error instanceof CalledOff || /division by zero|violates/.test(String(error));

/** In which ways a transaction does not come to its end, by turns; the last one does. */
const endings: readonly ((transaction: Transaction) => Promise<void>)[] = [
  async () => {
    throw new CalledOff("The caller changed its mind.");
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
 * Delivers completions for which no answer waits, each in a transaction of its own, `aborted` of which are called off after
 * the job was sent; a third as many are committed.
 */
export async function proveCauseAndJob(database: Database, aborted: number): Promise<void> {
  const { context, userIds } = await makeOrganization(database, { members: 4 });
  const { organizationId, organization, now } = context;
  const committed = Math.floor(aborted / 3);
  const works = userIds.flatMap((userId) =>
    completedWork(context, userId, Math.ceil((aborted + committed) / userIds.length)),
  );
  const kept: string[] = [];
  let calledOff = 0;
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
          kept.push(work.externalId);
        } catch (error) {
          if (!isMeant(error)) throw error;
          calledOff += 1;
        }
      }),
    ),
  );
  expect(calledOff).toBeGreaterThanOrEqual(aborted);
  expect(kept.length).toBeGreaterThanOrEqual(committed);
  expect(sent).toBe(calledOff + kept.length);
  const assignments = await database.assignment.findMany({ where: { organizationId } });
  const jobs = await database.$queryRaw<{ assignment: bigint }[]>`
    SELECT (data ->> 'assignment_id')::bigint AS assignment FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
  expect(assignments.map(({ externalId }) => externalId).sort()).toEqual(kept.sort());
  expect(jobs.map((job) => `${job.assignment}`).sort()).toEqual(
    assignments.map(({ id }) => `${id}`).sort(),
  );
  const before = await verifyOrganization(context);
  expect(before).toMatchObject({ entries: 0, differences: [] });
  expect(before.waiting).toHaveLength(kept.length);
  await workUntilIdle(database, organizationId);
  expect(await verifyOrganization(context)).toMatchObject({
    ...{ entries: kept.length, differences: [], waiting: [] },
  });
}
