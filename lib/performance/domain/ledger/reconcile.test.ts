import { expect, test } from "vitest";
import { buildFact } from "@/lib/performance/domain/testing/samples";
import { missingChanges } from "./reconcile";

const ASSIGNMENT = 42n;
const fact = buildFact();
const counted = { userId: 5, fact, entryId: 7n };

test("nothing is missing where nothing ought to count and nothing does", () => {
  expect(missingChanges(ASSIGNMENT, null, null)).toEqual([]);
});

test("nothing is missing where the same fact counts already, so a second delivery is nothing", () => {
  expect(missingChanges(ASSIGNMENT, { userId: 5, fact: buildFact() }, counted)).toEqual([]);
});

test("a completion that does not count yet is counted", () => {
  expect(missingChanges(ASSIGNMENT, { userId: 5, fact }, null)).toEqual([
    { userId: 5, change: { type: "count", assignmentId: ASSIGNMENT, fact } },
  ]);
});

test("a completion that no longer ought to count is reversed, with the fact that was counted", () => {
  expect(missingChanges(ASSIGNMENT, null, counted)).toEqual([
    { userId: 5, change: { type: "reverse", assignmentId: ASSIGNMENT, fact, corrects: 7n } },
  ]);
});

test("a fact that was amended is corrected, also where only the moment moved", () => {
  const after = buildFact({ completedAt: new Date("2024-05-15T12:00:01Z") });
  expect(missingChanges(ASSIGNMENT, { userId: 5, fact: after }, counted)).toEqual([
    {
      userId: 5,
      change: { type: "correct", assignmentId: ASSIGNMENT, before: fact, after, corrects: 7n },
    },
  ]);
});

test("work that went to someone else is reversed for the one and counted for the other", () => {
  expect(missingChanges(ASSIGNMENT, { userId: 3, fact }, counted)).toEqual([
    { userId: 5, change: { type: "reverse", assignmentId: ASSIGNMENT, fact, corrects: 7n } },
    { userId: 3, change: { type: "count", assignmentId: ASSIGNMENT, fact } },
  ]);
});
