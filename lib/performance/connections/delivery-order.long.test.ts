import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { deliverRepeatedly } from "@/lib/performance/testing/deliver-repeatedly";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { reportFigure, timed } from "@/scripts/test/report-figure";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("counts each of 1,000 deliveries once, though each comes three times in random order", async () => {
  const { result, seconds } = await timed(() => deliverRepeatedly(database, 1000));
  const { context, statuses } = result;
  expect(statuses).toEqual({ taken: 1000, duplicate: 2000 });
  const where = { organizationId: context.organizationId };
  expect(await database.performanceLog.count({ where })).toBe(1000);
  expect(await database.performanceFact.count({ where })).toBe(1000);
  expect(await verifyOrganization(context)).toMatchObject({ differences: [], waiting: [] });
  reportFigure("3,000 deliveries", `${seconds.toFixed(1)} s`);
});
