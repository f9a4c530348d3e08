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

it("10,000 completions delivered 3 times count once each, though 20 workers are killed meanwhile, and a dead worker's job is taken again within 45 s", async () => {
  const wanted = { completions: 10_000, kills: 20, skipsLeases: false };
  const { jobs, struck, slowestSeconds } = await proveKills(database, wanted);
  process.stdout.write(
    `FIGURE 20 kills, ${jobs} jobs, ${struck} under way at a kill, taken again after at most ${slowestSeconds.toFixed(1)} s\n`,
  );
  expect(struck).toBeGreaterThan(0);
  expect(slowestSeconds).toBeLessThanOrEqual(45);
});
