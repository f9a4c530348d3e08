import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { requestDatabase } from "@/scripts/test/request-database";
import { proveKills } from "./testing/kill-workers";

let database: Database;

beforeAll(async () => {
  // The workers' clock goes on: they would catch up on all nights since the test's.
  const url = await requestDatabase("kill-workers");
  process.env.DATABASE_URL = url;
  database = createDatabase(url);
});
afterAll(() => disconnect(database));

it("counts each of 100 completions once, with 3 deliveries each and 3 killed workers", async () => {
  const { jobs } = await proveKills(database, { completions: 100, kills: 3, skipsLeases: true });
  expect(jobs).toBeGreaterThanOrEqual(100);
});
