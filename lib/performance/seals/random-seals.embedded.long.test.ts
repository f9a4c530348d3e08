import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { reportFigure } from "@/scripts/test/report-figure";
import { checkSeals } from "./check-seals";
import { playSealedHistory, sealedHistories } from "./testing/random-seals";

const HISTORIES = 300;

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it(`verifies clean against every checkpoint of ${HISTORIES} random histories sealed at random instants`, async () => {
  let rows = 0;
  let checkpoints = 0;
  await fc.assert(
    fc.asyncProperty(sealedHistories, async (history) => {
      const { context, kept, rows: sealed } = await playSealedHistory(database, history);
      const clean = { differences: [], checkpoints: [], unsealed: 0 };
      expect(await checkSeals(context, kept)).toEqual(clean);
      rows += sealed;
      checkpoints += new Set(kept.map(({ number }) => number)).size;
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  );
  reportFigure(
    "seals",
    `${HISTORIES} histories, ${rows} rows sealed under ${checkpoints} checkpoints, no difference`,
  );
});
