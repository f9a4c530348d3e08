import * as fc from "fast-check";
import { expect, test } from "vitest";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { histories, playHistory } from "@/lib/performance/domain/testing/histories";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { computeMilestoneScores, type ScoredEntry } from "./score-milestones";

const DAY = 86_400_000;
const POLICIES = new Map([[1, buildPolicy({ minimumSample: 1 })]]);
const ONE_OF_EACH = buildSums({ tasks: 1, due: 1, skillRated: 1, difficultyRated: 1 });

/** An entry of some day with a score, resting on enough work unless `sums` say otherwise. */
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
    score,
  };
}

function listRises(entries: readonly ScoredEntry[]) {
  return computeMilestoneScores(entries, POLICIES).map(({ rise }) => rise);
}

test("a rise is measured from the lowest score that stood in the last 30 days", () => {
  const entries = [
    buildEntry(1, 0, 7000),
    buildEntry(2, 1, 6500),
    buildEntry(3, 10, 7200),
    buildEntry(4, 39, 7600),
    buildEntry(5, 40, 7500),
  ];
  expect(listRises(entries)).toEqual([0, 0, 700, 1100, 300]);
});

test("a score that stood until the window began does not count, one that stood longer does", () => {
  const stoodLonger = [buildEntry(1, 0, 6000), buildEntry(2, 100, 7500)];
  expect(listRises(stoodLonger)).toEqual([0, 1500]);
  const replaced = [buildEntry(1, 0, 6000), buildEntry(2, 70, 7500), buildEntry(3, 100, 7500)];
  expect(listRises(replaced)).toEqual([0, 1500, 0]);
});

test("a provisional score is neither reached nor the lowest", () => {
  const early = buildSums({ tasks: 1, due: 1, skillRated: 1 });
  const entries = [buildEntry(1, 0, 2000, early), buildEntry(2, 1, 9000), buildEntry(3, 2, null)];
  expect(computeMilestoneScores(entries, POLICIES)).toEqual([
    { score: null, rise: null },
    { score: 9000, rise: 0 },
    { score: null, rise: null },
  ]);
});

test("the rise is the distance to the lowest of all that stood in the window", () => {
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
        const stood = entries.slice(0, index + 1).filter((_, earlier) => {
          const until =
            earlier === index ? Infinity : (entries[earlier + 1]?.createdAt.getTime() ?? 0);
          return until > since;
        });
        return score - Math.min(...stood.flatMap((entry) => entry.score ?? []));
      });
      expect(listRises(entries)).toEqual(expected);
    }),
  );
});

test("an entry that rested on work that was undone counts with what is left of its score", () => {
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
  const toScore = (sums: typeof first) => computeScore(sums, buildPolicy()).score;
  const entries: ScoredEntry[] = [
    buildEntry(1, 0, toScore(first), first),
    buildEntry(2, 1, toScore(both), both),
    { ...buildEntry(3, 2, toScore(first), first), kind: "reversal", assignmentId: 2n },
  ];
  expect(computeMilestoneScores(entries.slice(0, 2), POLICIES)[1]?.score).toBe(toScore(both));
  expect(computeMilestoneScores(entries, POLICIES).map(({ score }) => score)).toEqual([
    1500, 1500, 1500,
  ]);
});

test("what is known at the newest entry is what it shows, whatever was undone and wherever one begins", () => {
  assertProperty(
    fc.property(histories, fc.nat(), (history, start) => {
      const { entries, completions, policies } = playHistory(history);
      const newest = entries.at(-1);
      fc.pre(newest !== undefined);
      const part = entries.slice(start % entries.length);
      const standing = computeMilestoneScores(part, policies).at(-1);
      expect(standing?.score).toBe(newest?.provisional ? null : newest?.score);
      expect(newest?.sums.tasks).toBe(completions.length);
    }),
  );
});

test("no entry counts with more than it showed, and where nothing was undone with just that", () => {
  assertProperty(
    fc.property(histories, (history) => {
      const { entries, policies } = playHistory(history);
      const undone = new Set(
        entries
          .filter(({ kind }) => kind === "reversal" || kind === "correction")
          .map(({ assignmentId }) => assignmentId),
      );
      const standings = computeMilestoneScores(entries, policies);
      let touched = false;
      for (const [index, entry] of entries.entries()) {
        const score = standings[index]?.score ?? null;
        const shown = entry.provisional ? null : entry.score;
        touched ||= undone.has(entry.assignmentId);
        if (touched) expect(score ?? 0).toBeLessThanOrEqual(shown ?? 0);
        else expect(score).toBe(shown);
      }
    }),
  );
});

test("the newest entries alone say the same of themselves where they undo nothing", () => {
  assertProperty(
    fc.property(histories, fc.nat(), (history, start) => {
      const { entries, policies } = playHistory(history);
      const first = entries.length === 0 ? 0 : start % entries.length;
      const suffix = entries.slice(first);
      fc.pre(suffix.every(({ kind }) => kind !== "reversal" && kind !== "correction"));
      const scores = (part: readonly ScoredEntry[]) =>
        computeMilestoneScores(part, policies).map(({ score }) => score);
      const shown = suffix.map(({ provisional, score }) => (provisional ? null : score));
      expect(scores(suffix)).toEqual(shown);
    }),
  );
});

test("a part of the ledger that begins with a change of policy keeps what stood before it", () => {
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

test("an entry that names a policy that is not there is refused", () => {
  expect(() => computeMilestoneScores([buildEntry(4, 0, 8000)], new Map())).toThrow(RangeError);
});
