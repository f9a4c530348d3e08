import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { changeHistories, playChanges } from "@/lib/performance/testing/random-changes";
import { checkRecordedChanges } from "./check-changes";
import { checkContests } from "./check-contests";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("gives every stored field by replaying the record of random histories", {
  timeout: 240_000,
}, async () => {
  const sources = new Set<string | null>();
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(changeHistories, async (history) => {
      const { context, addedByRepetition } = await playChanges(database, history);
      expect(await checkRecordedChanges(context)).toEqual([]);
      expect(await checkContests(context)).toEqual([]);
      expect(addedByRepetition).toBe(0);
      const { organizationId } = context;
      const changes = await database.assignmentChange.findMany({
        where: { organizationId },
        distinct: ["source"],
      });
      for (const { source } of changes) sources.add(source);
      const contests = await database.contest.findMany({ where: { organizationId } });
      for (const { changeId, status } of contests) {
        kinds.add(`${changeId === null ? "entry" : "change"},${status}`);
      }
    }),
    { numRuns: 10 },
  );
  expect(kinds).toContain("change,upheld");
  expect(sources).toEqual(new Set(["page", "api", "import", "contest", null]));
});
