import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { findErrors, histories, playHistory } from "@/lib/performance/testing/random-histories";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("recomputes the same state from random histories of many days", {
  timeout: 240_000,
}, async () => {
  const kinds = new Set<string>();
  let mostDays = 0;
  await fc.assert(
    fc.asyncProperty(histories({ min: 8, max: 30 }), async (history) => {
      const found = await findErrors(await playHistory(database, history));
      expect(found.errors).toEqual([]);
      for (const kind of found.kinds) kinds.add(kind);
      mostDays = Math.max(mostDays, found.days);
    }),
    { numRuns: 12 },
  );
  expect([...kinds].sort()).toEqual(["completion", "correction", "late", "policy", "reversal"]);
  expect(mostDays).toBeGreaterThan(2);
});
