import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { proveKills } from "./testing/kill-workers";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("100 completions delivered 3 times count once each, though 3 workers are killed meanwhile", async () => {
  const { jobs } = await proveKills(database, { completions: 100, kills: 3, skipsLeases: true });
  expect(jobs).toBeGreaterThanOrEqual(100);
});
