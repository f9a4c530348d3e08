import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { emptyWorkerDatabase } from "./request-database";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const countQueues = () =>
  database.$queryRawUnsafe<{ count: number }[]>("select count(*)::int from pts_jobs.queue");

it("a test file begins without the rows of those before it, and with no id of theirs", async () => {
  const left = await makeOrganization(database);
  const queues = await countQueues();
  await emptyWorkerDatabase();
  expect(await database.organization.count()).toBe(0);
  expect(await database.auditLog.count()).toBe(0);
  expect(await countQueues()).toEqual(queues);
  const next = await makeOrganization(database);
  expect(next.context.organizationId).toBeGreaterThan(left.context.organizationId);
});
