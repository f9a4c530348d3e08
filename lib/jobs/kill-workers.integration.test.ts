import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { requestDatabase } from "@/scripts/test/request-database";
import { proveKills } from "./testing/kill-workers";

let database: Database;

beforeAll(async () => {
  // The workers' clock goes on: they would catch up on all nights since the test's.
  process.env.DATABASE_URL = await requestDatabase("kill-workers");
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("counts each of 100 completions once, with 3 deliveries each and 3 killed workers", async () => {
  const { jobs } = await proveKills(database, { completions: 100, kills: 3, skipsLeases: true });
  expect(jobs).toBeGreaterThanOrEqual(100);
});
