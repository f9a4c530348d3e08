import { expect, test } from "vitest";
import { buildNoon, MONDAY } from "@/lib/performance/domain/testing/completions";
import { listTypes, POLICIES } from "@/lib/performance/domain/testing/milestones";
import { buildScore, buildSums } from "@/lib/performance/domain/testing/samples";
import { evaluateMilestones } from "./milestones";
import type { ScoredEntry } from "./score-milestones";

function buildEntry(
  id: number,
  score: number,
  sums = { due: 1, skillRated: 1, difficultyRated: 1 },
) {
  const entry: ScoredEntry = {
    id: BigInt(id),
    kind: "completion",
    assignmentId: BigInt(100 + id),
    createdAt: buildNoon(id),
    sums: buildSums(sums),
    policyVersion: 1,
    score: buildScore(score),
  };
  return entry;
}

function evaluateScores(entries: readonly ScoredEntry[]) {
  return evaluateMilestones({ completions: [], entries, policies: POLICIES, today: MONDAY });
}

test("reaches a score milestone with the first entry whose score is high enough", () => {
  const entries = [7000, 7999, 9000, 9600, 8000].map((score, index) =>
    buildEntry(index + 1, score),
  );
  const { reached, progress } = evaluateScores(entries);
  expect(reached.map(({ type, value, entryId }) => [type, value, entryId])).toEqual([
    ["score_80", 9000, 3n],
    ["score_90", 9000, 3n],
    ["score_95", 9600, 4n],
    ["comeback", 2000, 3n],
  ]);
  expect(reached[0]).toMatchObject({ assignmentId: 103n, reachedAt: entries[2]?.createdAt });
  expect(listTypes(progress)).not.toContain("score_80");
});

test("reaches comeback with a rise of exactly 10 points, and not with less", () => {
  const comeback = evaluateScores([buildEntry(1, 6000), buildEntry(2, 7000)]);
  expect(listTypes(comeback.reached)).toEqual(["comeback"]);
  const nearly = evaluateScores([buildEntry(1, 6000), buildEntry(2, 6999)]);
  expect(nearly.reached).toEqual([]);
  expect(nearly.progress).toContainEqual({
    type: "comeback",
    value: 999,
    threshold: 1000,
    late: null,
  });
});

test("reaches no milestone with a provisional score, and shows no progress", () => {
  const { reached, progress } = evaluateScores([
    buildEntry(1, 9900, { due: 1, skillRated: 1, difficultyRated: 0 }),
  ]);
  expect(reached).toEqual([]);
  expect(progress).toContainEqual({ type: "score_80", value: null, threshold: 8000, late: null });
});
