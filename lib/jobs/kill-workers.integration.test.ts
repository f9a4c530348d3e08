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

it("100 completions delivered 3 times count once each, though 3 workers are killed meanwhile", async () => {
  const { jobs } = await proveKills(database, { completions: 100, kills: 3, skipsLeases: true });
  expect(jobs).toBeGreaterThanOrEqual(100);
});
