import * as fc from "fast-check";
import { expect, test } from "vitest";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { histories, playHistory } from "@/lib/performance/domain/testing/histories";
import { buildPolicy, buildScore, buildSums } from "@/lib/performance/domain/testing/samples";
import { computeMilestoneScores, type ScoredEntry } from "./score-milestones";

const DAY = 86_400_000;
const POLICIES = new Map([[1, buildPolicy({ minimumSample: 1 })]]);
const ONE_OF_EACH = buildSums({ tasks: 1, due: 1, skillRated: 1, difficultyRated: 1 });

/** An entry with a score that is not provisional, unless `sums` are too few. */
function buildEntry(
  id: number,
  day: number,
  score: number | null,
  sums = ONE_OF_EACH,
): ScoredEntry {
  return {
    id: BigInt(id),
    kind: "completion",
    assignmentId: BigInt(id),
    createdAt: new Date(day * DAY),
    sums,
    policyVersion: 1,
    score: buildScore(score),
  };
}

function listRises(entries: readonly ScoredEntry[]) {
  return computeMilestoneScores(entries, POLICIES).map(({ rise }) => rise);
}

test("measures a rise from the lowest score that was in effect in the last 30 days", () => {
  const entries = [
    buildEntry(1, 0, 7000),
    buildEntry(2, 1, 6500),
    buildEntry(3, 10, 7200),
    buildEntry(4, 39, 7600),
    buildEntry(5, 40, 7500),
  ];
  expect(listRises(entries)).toEqual([0, 0, 700, 1100, 300]);
});

test("measures a rise from a score that was in effect within 30 days, not from one replaced before", () => {
  const stillInEffect = [buildEntry(1, 0, 6000), buildEntry(2, 100, 7500)];
  expect(listRises(stillInEffect)).toEqual([0, 1500]);
  const replaced = [buildEntry(1, 0, 6000), buildEntry(2, 70, 7500), buildEntry(3, 100, 7500)];
  expect(listRises(replaced)).toEqual([0, 1500, 0]);
});

test("ignores a provisional score, both as reached and as the lowest", () => {
  const early = buildSums({ tasks: 1, due: 1, skillRated: 1 });
  const entries = [buildEntry(1, 0, 2000, early), buildEntry(2, 1, 9000), buildEntry(3, 2, null)];
  expect(computeMilestoneScores(entries, POLICIES)).toEqual([
    { score: null, rise: null },
    { score: 9000, rise: 0 },
    { score: null, rise: null },
  ]);
});

test("measures the rise above the lowest of all scores in effect within 30 days", () => {
  const series = fc.array(
    fc.record({
      gap: fc.constantFrom(0, 1, 5, 15, 30, 31, 60),
      score: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 6 }),
    }),
    { maxLength: 25 },
  );
  assertProperty(
    fc.property(series, (steps) => {
      let day = 0;
      const entries = steps.map(({ gap, score }, index) => {
        day += gap;
        return buildEntry(index + 1, day, score);
      });
      const expected = entries.map(({ score, createdAt }, index) => {
        if (score === null) return null;
        const since = createdAt.getTime() - 30 * DAY;
        const inEffect = entries.slice(0, index + 1).filter((_, earlier) => {
          const until =
            earlier === index ? Infinity : (entries[earlier + 1]?.createdAt.getTime() ?? 0);
          return until > since;
        });
        return score - Math.min(...inEffect.flatMap((entry) => entry.score ?? []));
      });
      expect(listRises(entries)).toEqual(expected);
    }),
  );
});

test("lowers the score of an entry whose completion was reversed later", () => {
  const poor = { tasks: 1, due: 1, onTime: 0, skillRated: 1, skillMatch: 5000, difficultyRated: 1 };
  const first = buildSums(poor);
  const both = buildSums({
    tasks: 2,
    due: 2,
    onTime: 1,
    skillRated: 2,
    skillMatch: 15_000,
    difficultyRated: 2,
    difficulty: 1000,
  });
  const scoreSums = (sums: typeof first) => computeScore(sums, buildPolicy()).score;
  const entries: ScoredEntry[] = [
    buildEntry(1, 0, scoreSums(first), first),
    buildEntry(2, 1, scoreSums(both), both),
    { ...buildEntry(3, 2, scoreSums(first), first), kind: "reversal", assignmentId: 2n },
  ];
  expect(computeMilestoneScores(entries.slice(0, 2), POLICIES)[1]?.score).toBe(scoreSums(both));
  expect(computeMilestoneScores(entries, POLICIES).map(({ score }) => score)).toEqual([
    1500, 1500, 1500,
  ]);
});

test("counts the newest entry with its recorded score, whatever was reversed before", () => {
  assertProperty(
    fc.property(histories, fc.nat(), (history, start) => {
      const { entries, completions, policies } = playHistory(history);
      const newest = entries.at(-1);
      fc.pre(newest !== undefined);
      const part = entries.slice(start % entries.length);
      const newestScore = computeMilestoneScores(part, policies).at(-1);
      expect(newestScore?.score).toBe(newest?.provisional ? null : newest?.score);
      expect(newest?.sums.tasks).toBe(completions.length);
    }),
  );
});

test("counts no entry with more than its recorded score, and with exactly that before a reversal", () => {
  assertProperty(
    fc.property(histories, (history) => {
      const { entries, policies } = playHistory(history);
      const changedLater = new Set(
        entries
          .filter(({ kind }) => kind === "reversal" || kind === "correction")
          .map(({ assignmentId }) => assignmentId),
      );
      const scores = computeMilestoneScores(entries, policies);
      let isChanged = false;
      for (const [index, entry] of entries.entries()) {
        const score = scores[index]?.score ?? null;
        const recorded = entry.provisional ? null : entry.score;
        isChanged ||= changedLater.has(entry.assignmentId);
        if (isChanged) expect(score ?? 0).toBeLessThanOrEqual(recorded ?? 0);
        else expect(score).toBe(recorded);
      }
    }),
  );
});

test("computes the same scores from the newest entries only, if they reverse and correct nothing", () => {
  assertProperty(
    fc.property(histories, fc.nat(), (history, start) => {
      const { entries, policies } = playHistory(history);
      const first = entries.length === 0 ? 0 : start % entries.length;
      const suffix = entries.slice(first);
      fc.pre(suffix.every(({ kind }) => kind !== "reversal" && kind !== "correction"));
      const scores = (part: readonly ScoredEntry[]) =>
        computeMilestoneScores(part, policies).map(({ score }) => score);
      const recorded = suffix.map(({ provisional, score }) => (provisional ? null : score));
      expect(scores(suffix)).toEqual(recorded);
    }),
  );
});

test("keeps the earlier score when the entries begin with a change of the policy", () => {
  const before = buildSums({ tasks: 9, due: 9, onTime: 9, skillRated: 9, difficultyRated: 9 });
  const more = buildSums({ tasks: 10, due: 10, onTime: 9, skillRated: 10, difficultyRated: 10 });
  const policyEntry = { ...buildEntry(10, 0, 5000, before), assignmentId: null };
  const entries: ScoredEntry[] = [
    { ...policyEntry, kind: "policy" },
    buildEntry(11, 1, 4500, more),
    { ...buildEntry(12, 2, 5000, before), kind: "reversal", assignmentId: 11n },
  ];
  expect(computeMilestoneScores(entries, POLICIES).map(({ score }) => score)).toEqual([
    5000, 4500, 5000,
  ]);
});

test("rejects an entry with a policy version that does not exist", () => {
  expect(() => computeMilestoneScores([buildEntry(4, 0, 8000)], new Map())).toThrow(RangeError);
});
