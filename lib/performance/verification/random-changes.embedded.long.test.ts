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
  let undone = 0;
  const changes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(changeHistories, async (history) => {
      const { context, addedByRepetition } = await playChanges(database, history);
      expect(await checkRecordedChanges(context)).toEqual([]);
      expect(addedByRepetition).toBe(0);
      const { organizationId } = context;
      events += history.length;
      undone += await database.import.count({ where: { organizationId, phase: "undone" } });
      for (const { source, _count: count } of await database.assignmentChange.groupBy({
        by: ["source"],
        where: { organizationId },
        _count: true,
      })) {
        const name = source ?? "plain SQL";
        changes.set(name, (changes.get(name) ?? 0) + count);
      }
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  );
  expect(undone).toBeGreaterThan(0);
  expect(new Set(changes.keys())).toEqual(
    new Set(["page", "api", "command_line", "import", "webhook", "contest", "plain SQL"]),
  );
  const total = [...changes.values()].reduce((sum, count) => sum + count, 0);
  const bySource = [...changes].map(([source, count]) => `${source} ${count}`).join(", ");
  reportFigure(
    "record of changes",
    `${HISTORIES} histories, ${events} events, ${total} changes (${bySource}), ${undone} imports undone, no difference`,
  );
});
