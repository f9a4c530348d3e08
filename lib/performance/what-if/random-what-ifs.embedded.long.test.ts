import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { reportFigure, timed } from "@/scripts/test/report-figure";
import {
  caseParts,
  describeCase,
  playWhatIfs,
  sortNames,
  whatIfHistories,
} from "./testing/random-what-ifs";

const HISTORIES = 52;
const DOINGS = 20;
const CASES = 10_000;
const FOUR_HOURS = 4 * 3_600_000;

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it(`foresees what happens in ${CASES} cases`, { timeout: FOUR_HOURS }, async () => {
  const seenIn = new Map<string, number>();
  let compared = 0;
  let done = 0;
  const playAll = fc.asyncProperty(whatIfHistories(DOINGS), (history) =>
    playWhatIfs(database, history, (one) => {
      const { foreseen, real } = one;
      expect(sortNames(foreseen)).toEqual(sortNames(real));
      compared += 1;
      if (foreseen.steps.length === 1) done += 1;
      for (const part of describeCase(one)) seenIn.set(part, (seenIn.get(part) ?? 0) + 1);
    }),
  );
  const { seconds } = await timed(() =>
    fc.assert(playAll, { numRuns: HISTORIES, endOnFailure: true }),
  );
  expect(compared).toBeGreaterThanOrEqual(CASES);
  for (const part of caseParts) expect(seenIn.get(part)).toBeGreaterThan(compared / 1000);
  const parts = [...seenIn].map(([part, count]) => `${part} in ${count}`).join(", ");
  reportFigure(
    "what if",
    `${compared} cases of ${done} steps that were done, all equal (${parts}); ${Math.round(seconds / 60)} minutes`,
  );
});
