import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { checkSeals } from "./check-seals";
import { playSealedHistory, sealedHistories } from "./testing/random-seals";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("verifies clean against every checkpoint of random histories sealed at random instants", {
  timeout: 240_000,
}, async () => {
  let checkpoints = 0;
  await fc.assert(
    fc.asyncProperty(sealedHistories, async (history) => {
      const { context, kept } = await playSealedHistory(database, history);
      const clean = { differences: [], checkpoints: [], unsealed: 0 };
      expect(await checkSeals(context, kept)).toEqual(clean);
      checkpoints += new Set(kept.map(({ number }) => number)).size;
    }),
    { numRuns: 10 },
  );
  expect(checkpoints).toBeGreaterThan(10);
});
