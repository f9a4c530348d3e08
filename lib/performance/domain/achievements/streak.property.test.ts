import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Completion,
  compareCompletions,
  sortCompletions,
} from "@/lib/performance/domain/ledger/completion-order";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildFact } from "@/lib/performance/domain/testing/samples";
import { advanceStreak, computeStreak, NO_STREAK } from "./streak";

/** Completions at few instants, so that some share one; often without a due date. */
const completions: fc.Arbitrary<readonly Completion[]> = fc.uniqueArray(
  fc
    .record({
      assignmentId: fc.bigInt({ min: 1n, max: 60n }),
      minute: fc.integer({ min: 0, max: 9 }),
      onTime: fc.constantFrom(true, true, true, false, null),
    })
    .map(({ assignmentId, minute, onTime }) => ({
      assignmentId,
      fact: buildFact({ completedAt: new Date(minute * 60_000), onTime }),
    })),
  { selector: ({ assignmentId }) => assignmentId, maxLength: 40 },
);

const shuffled = completions.chain((ordered) =>
  fc.tuple(fc.constant(ordered), fc.shuffledSubarray([...ordered], { minLength: ordered.length })),
);

/** Completions one minute apart: + on time, - late, . without a due date. */
function buildCompletions(marks: string): readonly Completion[] {
  return [...marks].map((mark, index) => ({
    assignmentId: BigInt(index + 1),
    fact: buildFact({
      completedAt: new Date(index * 60_000),
      onTime: mark === "." ? null : mark === "+",
    }),
  }));
}

test.each([
  ["", 0, 0],
  ["...", 0, 0],
  ["+++", 3, 3],
  ["+++-", 0, 3],
  ["+++-++", 2, 3],
  ["+.+..+.", 3, 3],
  ["-.-", 0, 0],
  ["++-+++-+", 1, 3],
])("computes for %j a current streak of %i and a longest one of %i", (marks, current, longest) => {
  expect(computeStreak(buildCompletions(marks))).toEqual({ current, longest });
});

test("computes the same streak from any order as step by step", () => {
  assertProperty(
    fc.property(shuffled, ([known, disordered]) => {
      const builtUp = sortCompletions(known).reduce(
        (streak, { fact }) => advanceStreak(streak, fact),
        NO_STREAK,
      );
      expect(computeStreak(disordered)).toEqual(builtUp);
    }),
  );
});

test("finds the longest run on time among completions with a due date", () => {
  assertProperty(
    fc.property(completions, (known) => {
      const marks = sortCompletions(known)
        .map(({ fact }) => (fact.onTime === null ? "" : String(Number(fact.onTime))))
        .join("");
      const runs = marks.split("0").map((run) => run.length);
      expect(computeStreak(known)).toEqual({
        current: runs.at(-1),
        longest: Math.max(...runs),
      });
    }),
  );
});

test("orders completions of different assignments strictly", () => {
  assertProperty(
    fc.property(completions, (known) => {
      const ordered = sortCompletions(known);
      for (const [index, completion] of ordered.entries()) {
        const next = ordered[index + 1];
        if (next !== undefined) expect(compareCompletions(completion, next)).toBeLessThan(0);
      }
    }),
  );
});
