import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import {
  closeDatabase,
  connectDatabase,
  createDatabase,
  type Database,
  disconnect,
} from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import { withoutRowLocks } from "@/lib/db/testing/without-row-locks";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { completeUncounted } from "@/lib/performance/testing/complete-uncounted";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { reportFigure, timed } from "@/scripts/test/report-figure";
import { updateUserPerformance } from "./update-user-performance";

const ROUNDS = 10;
const AT_ONCE = 1000;
const POOLS = 2;

let clients: Database[];

beforeAll(async () => {
  const url = getEnvironment().databaseUrl ?? "";
  clients = [await connectDatabase()];
  while (clients.length < POOLS) clients.push(createDatabase(url));
});
afterAll(async () => {
  for (const client of clients.slice(1)) await disconnect(client);
  await closeDatabase();
});

/** Whether a request was rejected with 503, because the queue was full or it waited too long. */
function isOverloaded(error: unknown): boolean {
  return error instanceof AppError
    ? error.code === "overloaded"
    : findSqlState(error)?.startsWith("53") === true;
}

/** Retries a rejected request, as a client does after a 503. */
async function retryUntilAccepted<Response>(work: () => Promise<Response>): Promise<Response> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOverloaded(error)) throw error;
      await wait(100);
    }
  }
}

async function expectTelescoping({ database, organizationId }: Context, userId: number) {
  const where = { organizationId, userId };
  const ledger = await database.performanceLog.findMany({ where, orderBy: { id: "asc" } });
  let score = ledger[0]?.performanceScore ?? null;
  for (const [index, entry] of ledger.entries()) {
    expect(entry.tasksCompleted).toBe(BigInt(index + 1));
    if (index > 0) {
      score = (score ?? 0) + (entry.scoreChange ?? 0);
      expect(entry.performanceScore).toBe(score);
    }
  }
  expect(ledger).toHaveLength(AT_ONCE);
}

describe("many completions of one member at once", () => {
  it(`counts ${AT_ONCE} completions exactly over ${POOLS} pools, ${ROUNDS} rounds`, async () => {
    const { seconds } = await timed(async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { context, userIds } = await makeOrganization(
          clients[0] ?? (await connectDatabase()),
        );
        const [userId = 0] = userIds;
        const ids = await completeUncounted(context, userId, AT_ONCE);
        await Promise.all(
          ids.map((assignmentId, index) => {
            const database = clients[index % clients.length] ?? context.database;
            const input = { userId, assignmentId };
            return retryUntilAccepted(() => updateUserPerformance({ ...context, database }, input));
          }),
        );
        await expectTelescoping(context, userId);
        const verification = await verifyOrganization(context);
        expect(verification).toMatchObject({ entries: AT_ONCE, differences: [] });
      }
    });
    const rate = Math.round((ROUNDS * AT_ONCE) / seconds);
    reportFigure("many at once for one person", `${ROUNDS} × ${AT_ONCE} exact, ${rate} a second`);
  });

  it("loses updates without the lock on the member's row, and the check names them", async () => {
    const { context, userIds } = await makeOrganization(await connectDatabase());
    const [userId = 0] = userIds;
    const ids = await completeUncounted(context, userId, AT_ONCE);
    const unlocked = { ...context, database: withoutRowLocks(context.database) };
    const limit = pLimit(8);
    const outcomes = await Promise.allSettled(
      ids.map((assignmentId) =>
        limit(() => updateUserPerformance(unlocked, { userId, assignmentId })),
      ),
    );
    const rejectedCount = outcomes.filter(({ status }) => status === "rejected").length;
    const { differences } = await verifyOrganization(context);
    expect(differences.length).toBeGreaterThan(0);
    reportFigure(
      "the same without the row lock",
      `${differences.length} differences, ${rejectedCount} of ${AT_ONCE} rejected`,
    );
  });
});
