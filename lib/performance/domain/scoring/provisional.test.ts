import * as fc from "fast-check";
import { expect, test } from "vitest";
import { policies, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { isProvisional, listMissingEvidence } from "./provisional";
import { computeScore } from "./score";

test("lists for each component with a weight the number of missing completions", () => {
  const total = buildSums({ tasks: 9, due: 9, onTime: 9, skillRated: 5, difficultyRated: 1 });
  expect(listMissingEvidence(total, buildPolicy({ minimumSample: 6 }))).toEqual([
    { component: "skill", evidence: 5, required: 6, missing: 1 },
    { component: "difficulty", evidence: 1, required: 6, missing: 5 },
  ]);
});

test("requires no completions of a component without a weight", () => {
  const policy = buildPolicy({ weights: { onTime: 1, skill: 0, difficulty: 0 } });
  expect(listMissingEvidence(buildSums({ tasks: 5, due: 5 }), policy)).toEqual([]);
});

test("makes a score provisional exactly while a component with a weight has too few completions", () => {
  assertProperty(
    fc.property(sums, policies, (total, policy) => {
      const { weights, minimumSample } = policy;
      const expected =
        (weights.onTime > 0 && total.due < minimumSample) ||
        (weights.skill > 0 && total.skillRated < minimumSample) ||
        (weights.difficulty > 0 && total.difficultyRated < minimumSample);
      expect(isProvisional(total, policy)).toBe(expected);
      expect(computeScore(total, policy).provisional).toBe(expected);
    }),
  );
});
