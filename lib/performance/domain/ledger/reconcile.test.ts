import { expect, test } from "vitest";
import { buildFact } from "@/lib/performance/domain/testing/samples";
import { listMissingChanges } from "./reconcile";

const ASSIGNMENT = 42n;
const fact = buildFact();
const applied = { userId: 5, fact, entryId: 7n };

test("finds no missing change where no fact is expected and none is applied", () => {
  expect(listMissingChanges(ASSIGNMENT, null, null)).toEqual([]);
});

test("finds no missing change when the same completion is delivered a second time", () => {
  expect(listMissingChanges(ASSIGNMENT, { userId: 5, fact: buildFact() }, applied)).toEqual([]);
});

test("counts a completion that is not applied yet", () => {
  expect(listMissingChanges(ASSIGNMENT, { userId: 5, fact }, null)).toEqual([
    { userId: 5, change: { type: "count", assignmentId: ASSIGNMENT, fact } },
  ]);
});

test("reverses the applied fact of a completion that should no longer count", () => {
  expect(listMissingChanges(ASSIGNMENT, null, applied)).toEqual([
    { userId: 5, change: { type: "reverse", assignmentId: ASSIGNMENT, fact, corrects: 7n } },
  ]);
});

test("corrects an amended fact, even if only the completion time changed", () => {
  const after = buildFact({ completedAt: new Date("2024-05-15T12:00:01Z") });
  expect(listMissingChanges(ASSIGNMENT, { userId: 5, fact: after }, applied)).toEqual([
    {
      userId: 5,
      change: { type: "correct", assignmentId: ASSIGNMENT, before: fact, after, corrects: 7n },
    },
  ]);
});

test("reverses a reassigned completion for the former assignee and counts it for the new one", () => {
  expect(listMissingChanges(ASSIGNMENT, { userId: 3, fact }, applied)).toEqual([
    { userId: 5, change: { type: "reverse", assignmentId: ASSIGNMENT, fact, corrects: 7n } },
    { userId: 3, change: { type: "count", assignmentId: ASSIGNMENT, fact } },
  ]);
});
