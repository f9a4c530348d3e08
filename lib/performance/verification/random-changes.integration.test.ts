import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { changeHistories, playChanges } from "@/lib/performance/testing/random-changes";
import { checkRecordedChanges } from "./check-changes";
import { checkContests } from "./check-contests";
import { verifyOrganization } from "./verify-organization";

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
  expect(sources).toEqual(
    new Set(["page", "api", "command_line", "import", "webhook", "contest", null]),
  );
});

it("finds no difference in random histories of which every change comes through the service", {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(changeHistories, async (history) => {
      // Plain SQL changes what a completion was counted by, and leaves its fact as it was.
      const served = history.filter(({ type }) => type !== "sql");
      const { context } = await playChanges(database, served);
      expect(await verifyOrganization(context)).toMatchObject({ differences: [], waiting: [] });
    }),
    { numRuns: 10 },
  );
});

it("finds the due date of a counted completion that plain SQL moves", async () => {
  const row = { number: 1, member: 1, fields: { due: 10 } };
  const move = "UPDATE assignments SET due_at = due_at + interval '4 days', updated_at = now()";
  const { context } = await playChanges(database, [
    { type: "import", rows: [row] },
    { type: "sql", number: 1, statement: move },
  ]);
  const { differences } = await verifyOrganization(context);
  expect(differences).toMatchObject([{ what: expect.stringMatching(/^due date of assignment/) }]);
  expect(await checkRecordedChanges(context)).toEqual([]);
});
