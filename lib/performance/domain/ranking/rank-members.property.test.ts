import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildScore } from "@/lib/performance/domain/testing/samples";
import { toScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { compareForRanking, isRanked, type RankableMember, rank } from "./rank-members";

const contenders = fc.uniqueArray(
  fc.record({
    userId: fc.integer({ min: 1, max: 60 }),
    score: fc.option(fc.integer({ min: 0, max: 4 }).map(toScoreHundredths)),
    tasks: fc.integer({ min: 0, max: 3 }),
    provisional: fc.boolean(),
  }),
  { selector: ({ userId }) => userId, maxLength: 30 },
);

function contender(userId: number, score: number | null, tasks = 10, provisional = false) {
  return { userId, score: buildScore(score), tasks, provisional };
}

function listRanks(members: readonly RankableMember[]) {
  return rank(members).map(({ member, rank: shared }) => [member.userId, shared]);
}

test("ranks by score, then by tasks; equal members share a rank and the next rank skips", () => {
  const members = [
    contender(1, 8000, 5),
    contender(2, 9000, 5),
    contender(4, 8000, 9),
    contender(3, 8000, 9),
  ];
  expect(listRanks(members)).toEqual([
    [2, 1],
    [3, 2],
    [4, 2],
    [1, 4],
  ]);
});

test("lists provisional members after ranked ones, and members without a score last", () => {
  const members = [
    contender(1, null, 99),
    contender(2, 9900, 1, true),
    contender(3, 1000),
    contender(4, null, 100, true),
  ];
  expect(listRanks(members)).toEqual([
    [3, 1],
    [2, null],
    [4, null],
    [1, null],
  ]);
});

test("ranks members the same whatever their order in the input", () => {
  const shuffled = contenders.chain((members) =>
    fc.tuple(fc.constant(members), fc.shuffledSubarray(members, { minLength: members.length })),
  );
  assertProperty(
    fc.property(shuffled, ([members, disordered]) => {
      expect(rank(disordered)).toEqual(rank(members));
    }),
  );
});

test("computes a rank as one more than the number of better ranked members", () => {
  assertProperty(
    fc.property(contenders, (members) => {
      const ranked = members.filter(isRanked);
      for (const { member, rank: shared } of rank(members)) {
        const better = ranked.filter(
          ({ score, tasks }) =>
            (score ?? 0) > (member.score ?? 0) || (score === member.score && tasks > member.tasks),
        );
        expect(shared).toBe(isRanked(member) ? better.length + 1 : null);
      }
    }),
  );
});

test("never compares two different members as equal", () => {
  assertProperty(
    fc.property(contenders, (members) => {
      for (const [index, left] of members.entries()) {
        for (const right of members.slice(index + 1)) {
          const order = compareForRanking(left, right);
          expect(order).not.toBe(0);
          expect(Math.sign(compareForRanking(right, left))).toBe(-Math.sign(order));
        }
      }
    }),
  );
});
