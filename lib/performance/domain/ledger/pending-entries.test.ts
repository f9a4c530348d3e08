import { expect, test } from "vitest";
import { buildFact } from "@/lib/performance/domain/testing/samples";
import { partitionPendingEntries } from "./pending-entries";

const first = buildFact();
const second = buildFact({ completedAt: new Date("2024-05-16T12:00:00Z") });
const expected = [
  { assignmentId: 2n, fact: second },
  { assignmentId: 1n, fact: first },
];

test("expects the fact of each assignment without a job, in order of completion", () => {
  expect(partitionPendingEntries(expected, new Map(), new Set())).toEqual({
    completions: [
      { assignmentId: 1n, fact: first },
      { assignmentId: 2n, fact: second },
    ],
    pending: [],
  });
});

test("keeps the applied fact of an assignment whose entry a job has yet to append", () => {
  const applied = new Map([[2n, first]]);
  expect(partitionPendingEntries(expected, applied, new Set([1n, 2n]))).toEqual({
    completions: [{ assignmentId: 2n, fact: first }],
    pending: [2n, 1n],
  });
});

test("does not treat an assignment with a job as pending when its expected fact is applied", () => {
  const applied = new Map([[1n, buildFact()]]);
  expect(partitionPendingEntries(expected.slice(1), applied, new Set([1n]))).toEqual({
    completions: [{ assignmentId: 1n, fact: first }],
    pending: [],
  });
});

test("treats an applied fact that should no longer count as pending only while it has a job", () => {
  const applied = new Map([[1n, first]]);
  expect(partitionPendingEntries([], applied, new Set([1n]))).toEqual({
    completions: [{ assignmentId: 1n, fact: first }],
    pending: [1n],
  });
  expect(partitionPendingEntries([], applied, new Set())).toEqual({ completions: [], pending: [] });
});
