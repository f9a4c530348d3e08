import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { changeHistories, playChanges } from "@/lib/performance/testing/random-changes";
import { reportFigure } from "@/scripts/test/report-figure";
import { checkRecordedChanges } from "./check-changes";

const HISTORIES = 300;

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it(`gives every stored field by replaying the record of ${HISTORIES} random histories`, async () => {
  let events = 0;
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(changeHistories, async (history) => {
      const { context, addedByRepetition } = await playChanges(database, history);
      expect(await checkRecordedChanges(context)).toEqual([]);
      expect(addedByRepetition).toBe(0);
      const { organizationId } = context;
      events += history.length;
      changes += await database.assignmentChange.count({ where: { organizationId } });
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  );
  reportFigure(
    "record of changes",
    `${HISTORIES} histories, ${events} events, ${changes} changes, no difference`,
  );
});
