import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { findErrors, histories, playHistory } from "@/lib/performance/testing/random-histories";
import { reportFigure } from "@/scripts/test/report-figure";

const HISTORIES = 300;
const MOST_EVENTS = 100;

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it(`recomputes the same state from ${HISTORIES} random histories of up to ${MOST_EVENTS} events`, async () => {
  let events = 0;
  let longest = 0;
  let entries = 0;
  const seenIn = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(histories({ min: 10, max: MOST_EVENTS }), async (history) => {
      const found = await findErrors(await playHistory(database, history));
      expect(found.errors).toEqual([]);
      events += history.length;
      longest = Math.max(longest, history.length);
      entries += found.entries;
      for (const kind of found.kinds) seenIn.set(kind, (seenIn.get(kind) ?? 0) + 1);
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  );
  for (const kind of ["completion", "correction", "late", "policy", "reversal"]) {
    expect(seenIn.get(kind)).toBeGreaterThan(HISTORIES / 2);
  }
  expect(longest).toBeGreaterThan(0.9 * MOST_EVENTS);
  const kinds = [...seenIn].map(([kind, count]) => `${kind} in ${count}`).join(", ");
  reportFigure(
    "random histories",
    `${HISTORIES} of up to ${longest} events, ${events} events, ${entries} entries, no difference (${kinds})`,
  );
});
