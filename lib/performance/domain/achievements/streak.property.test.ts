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

/** Few moments, so that some are shared; often no due date. */
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

/** Completions a minute apart: + in time, - late, . without a due date. */
function completed(marks: string): readonly Completion[] {
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
])("%s is a streak of %i, at best of %i", (marks, current, longest) => {
  expect(computeStreak(completed(marks))).toEqual({ current, longest });
});

test("what is built up in order equals what is rebuilt from any order", () => {
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

test("the longest streak is the longest run of + among those with a due date", () => {
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

test("no two different assignments are in no order", () => {
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
