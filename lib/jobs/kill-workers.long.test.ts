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

it("counts each of 10,000 completions once, with 3 deliveries each and 20 killed workers, and restarts their jobs within 45 s", async () => {
  const options = { completions: 10_000, kills: 20, skipsLeases: false };
  const { jobs, interrupted, slowestSeconds } = await proveKills(database, options);
  process.stdout.write(
    `FIGURE 20 kills, ${jobs} jobs, ${interrupted} active at a kill, restarted after at most ${slowestSeconds.toFixed(1)} s\n`,
  );
  expect(interrupted).toBeGreaterThan(0);
  expect(slowestSeconds).toBeLessThanOrEqual(45);
});
