import * as fc from "fast-check";
import { expect, test } from "vitest";
import { policies, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { missingForRank } from "./provisional";
import { computeScore } from "./score";

test("each weighted component says how many completions it still needs", () => {
  const total = buildSums({ tasks: 9, due: 9, onTime: 9, skillRated: 5, difficultyRated: 1 });
  expect(missingForRank(total, buildPolicy({ minimumSample: 6 }))).toEqual([
    { component: "skill", evidence: 5, required: 6, missing: 1 },
    { component: "difficulty", evidence: 1, required: 6, missing: 5 },
  ]);
});

test("a component without weight needs nothing", () => {
  const policy = buildPolicy({ weights: { onTime: 1, skill: 0, difficulty: 0 } });
  expect(missingForRank(buildSums({ tasks: 5, due: 5 }), policy)).toEqual([]);
});

test("something is missing exactly while the score is provisional", () => {
  assertProperty(
    fc.property(sums, policies, (total, policy) => {
      const { provisional } = computeScore(total, policy);
      expect(missingForRank(total, policy).length > 0).toBe(provisional);
    }),
  );
});
