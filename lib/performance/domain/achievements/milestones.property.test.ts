import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  type HistoryEvent,
  histories,
  playHistory,
} from "@/lib/performance/domain/testing/histories";
import { buildFact, buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { addDays } from "@/lib/performance/domain/time/local-time";
import type { ReachedMilestone } from "./milestone-rules";
import { MILESTONE_RULES, type MilestoneType } from "./milestone-rules";
import { compareMilestones, evaluateMilestones } from "./milestones";
import type { ScoredEntry } from "./score-milestones";
import { EMPTY_TALLY, findTallyMilestones } from "./tally-milestones";

const MONDAY = "2024-05-13";
const NOON = Date.UTC(2024, 4, 13, 12);
const DAY = 86_400_000;
const POLICIES = new Map([[1, buildPolicy({ minimumSample: 1 })]]);

/** A completion so many days after Monday, 13 May 2024, due or not, and of some difficulty. */
function complete(
  id: number,
  day: number,
  onTime: boolean | null = true,
  difficulty: number | null = null,
): Completion {
  return {
    assignmentId: BigInt(id),
    fact: buildFact({
      completedAt: new Date(NOON + day * DAY),
      completedOn: addDays(MONDAY, day),
      onTime,
      difficulty,
    }),
  };
}

function evaluateWork(completions: readonly Completion[], today = "2030-01-01") {
  return evaluateMilestones({ completions, entries: [], policies: POLICIES, today });
}

function listTypes(milestones: readonly { readonly type: MilestoneType }[]) {
  return milestones.map(({ type }) => type);
}

function many(count: number, build: (index: number) => Completion) {
  return Array.from({ length: count }, (_, index) => build(index + 1));
}

test("every rule has its own type, and its words", () => {
  expect(new Set(listTypes(MILESTONE_RULES)).size).toBe(MILESTONE_RULES.length);
  for (const { name, description, icon, threshold } of MILESTONE_RULES) {
    expect([name, description, icon].every((text) => text.length > 0)).toBe(true);
    expect(threshold).toBeGreaterThan(0);
  }
});

test("nobody has reached anything, and progress stands at nothing", () => {
  const { reached, progress } = evaluateWork([]);
  expect(reached).toEqual([]);
  expect(listTypes(progress)).toEqual(listTypes(MILESTONE_RULES));
  expect(progress.every(({ value }) => value === 0 || value === null)).toBe(true);
});

test.each([
  [0, "first_task", 1],
  [9, "10_tasks", 10],
  [49, "50_tasks", 50],
  [99, "100_tasks", 100],
  [249, "250_tasks", 250],
  [499, "500_tasks", 500],
  [999, "1000_tasks", 1000],
] as const)("after %i tasks one more reaches %s", (before, type, value) => {
  const undated = many(before + 1, (index) => complete(index, index, null));
  expect(listTypes(evaluateWork(undated.slice(1)).reached)).not.toContain(type);
  const { reached } = evaluateWork(undated);
  expect(reached.at(-1)).toEqual({
    type,
    value,
    reachedAt: undated.at(-1)?.fact.completedAt,
    assignmentId: BigInt(before + 1),
    entryId: null,
    period: null,
  });
});

test.each([10, 25, 50, 100] as const)(
  "a streak of %i is reached by its last completion",
  (length) => {
    const type: MilestoneType = `on_time_streak_${length}`;
    const inTime = many(length, (index) => complete(index, index));
    const { reached } = evaluateWork([...inTime, complete(900, length + 1, false)]);
    expect(reached.find((milestone) => milestone.type === type)).toMatchObject({
      value: length,
      assignmentId: BigInt(length),
    });
    const broken = [...inTime.slice(1), complete(901, 2, false), complete(902, length + 5, null)];
    expect(listTypes(evaluateWork(broken).reached)).not.toContain(type);
  },
);

test("progress towards a streak is the streak that stands, not the best one", () => {
  const completions = [...many(7, (index) => complete(index, index)), complete(8, 8, false)];
  const { progress } = evaluateWork([...completions, complete(9, 9)]);
  expect(progress).toContainEqual({ type: "on_time_streak_10", value: 1, threshold: 10 });
});

test("ten completions of difficulty 8 make a hard hitter, 7.99 is not hard", () => {
  const hard = many(10, (index) => complete(index, index, null, 800));
  expect(evaluateWork(hard).reached).toContainEqual(
    expect.objectContaining({ type: "hard_hitter", value: 10, assignmentId: 10n }),
  );
  const softer = [...hard.slice(1), complete(11, 11, null, 799), complete(12, 12, null, null)];
  expect(evaluateWork(softer).progress).toContainEqual({
    type: "hard_hitter",
    value: 9,
    threshold: 10,
  });
});

test("a perfect week is reached once it is over, by its last due completion", () => {
  const week = [complete(1, 0), complete(2, 3), complete(3, 6), complete(4, 6, null)];
  expect(evaluateWork(week, "2024-05-19")).toMatchObject({
    reached: [{ type: "first_task" }],
    progress: expect.arrayContaining([{ type: "perfect_week", value: 3, threshold: 3 }]),
  });
  expect(evaluateWork(week, "2024-05-20").reached.at(-1)).toEqual({
    type: "perfect_week",
    value: 3,
    reachedAt: week[2]?.fact.completedAt,
    assignmentId: 3n,
    entryId: null,
    period: { from: "2024-05-13", to: "2024-05-19" },
  });
});

test("of two perfect weeks the first one counts, though both are over", () => {
  const weeks = [7, 8, 9, 0, 1, 2].map((day, index) => complete(index + 1, day));
  expect(evaluateWork(weeks).reached.at(-1)).toMatchObject({
    type: "perfect_week",
    assignmentId: 6n,
    period: { from: "2024-05-13", to: "2024-05-19" },
  });
});

test("two due completions or a late one make no perfect week", () => {
  const few = [complete(1, 0), complete(2, 6), complete(3, 3, null), complete(4, 7)];
  expect(listTypes(evaluateWork(few).reached)).not.toContain("perfect_week");
  const late = [...many(5, (index) => complete(index, 1)), complete(9, 0, false)];
  expect(listTypes(evaluateWork(late).reached)).not.toContain("perfect_week");
  expect(evaluateWork(late, "2024-05-15").progress).toContainEqual({
    type: "perfect_week",
    value: 0,
    threshold: 3,
  });
});

test("a perfect month needs ten, and counts from its first day to its last", () => {
  const june = many(10, (index) => complete(index, 19 + (index - 1) * 3.2));
  const days = june.map(({ fact }) => fact.completedOn);
  expect([days[0], days.at(-1)]).toEqual(["2024-06-01", "2024-06-29"]);
  expect(listTypes(evaluateWork(june, "2024-06-30").reached)).not.toContain("perfect_month");
  expect(evaluateWork(june, "2024-07-01").reached.at(-1)).toMatchObject({
    type: "perfect_month",
    value: 10,
    assignmentId: 10n,
    period: { from: "2024-06-01", to: "2024-06-30" },
  });
  expect(listTypes(evaluateWork(june.slice(1)).reached)).not.toContain("perfect_month");
});

function buildEntry(
  id: number,
  score: number,
  sums = { due: 1, skillRated: 1, difficultyRated: 1 },
) {
  const entry: ScoredEntry = {
    id: BigInt(id),
    kind: "completion",
    assignmentId: BigInt(100 + id),
    createdAt: new Date(NOON + id * DAY),
    sums: buildSums(sums),
    policyVersion: 1,
    score,
  };
  return entry;
}

function evaluateScores(entries: readonly ScoredEntry[]) {
  return evaluateMilestones({ completions: [], entries, policies: POLICIES, today: MONDAY });
}

test("score milestones are reached by the first entry that shows enough, not by a later one", () => {
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

test("a rise of exactly ten points is a comeback, the least less is not", () => {
  const comeback = evaluateScores([buildEntry(1, 6000), buildEntry(2, 7000)]);
  expect(listTypes(comeback.reached)).toEqual(["comeback"]);
  const nearly = evaluateScores([buildEntry(1, 6000), buildEntry(2, 6999)]);
  expect(nearly.reached).toEqual([]);
  expect(nearly.progress).toContainEqual({ type: "comeback", value: 999, threshold: 1000 });
});

test("a provisional score reaches nothing, and has no progress", () => {
  const { reached, progress } = evaluateScores([
    buildEntry(1, 9900, { due: 1, skillRated: 1, difficultyRated: 0 }),
  ]);
  expect(reached).toEqual([]);
  expect(progress).toContainEqual({ type: "score_80", value: null, threshold: 8000 });
});

test("a reversal takes back the score it carried, and the milestone moves or is revoked", () => {
  const held = evaluateMilestones({
    completions: many(10, (index) => complete(index, index)),
    entries: [],
    policies: POLICIES,
    today: MONDAY,
  }).reached;
  const after = evaluateWork(
    many(9, (index) => complete(index, index)),
    MONDAY,
  ).reached;
  expect(compareMilestones(held, after)).toMatchObject({
    reached: [],
    amended: [],
    revoked: ["10_tasks", "on_time_streak_10"],
  });
  const replaced = [...many(9, (index) => complete(index, index)), complete(77, 40)];
  const changes = compareMilestones(held, evaluateWork(replaced, MONDAY).reached);
  expect(changes.revoked).toEqual([]);
  expect(changes.amended.map(({ type, assignmentId }) => [type, assignmentId])).toEqual([
    ["10_tasks", 77n],
    ["on_time_streak_10", 77n],
  ]);
});

const worked = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 400 }),
    day: fc.integer({ min: 0, max: 45 }),
    onTime: fc.constantFrom(true, true, true, true, true, true, true, false, null),
    difficulty: fc.constantFrom(null, 500, 800, 900),
  }),
  { selector: ({ id }) => id, minLength: 5, maxLength: 70, size: "max" },
);

test("what is counted step by step reaches the same as all at once, whatever the split", () => {
  const rules = MILESTONE_RULES.filter((rule) => rule.basis === "tally");
  assertProperty(
    fc.property(worked, fc.nat(70), (work, split) => {
      const ordered = sortCompletions(
        work.map(({ id, day, onTime, difficulty }) => complete(id, day, onTime, difficulty)),
      );
      const whole = findTallyMilestones(rules, ordered);
      const before = findTallyMilestones(rules, ordered.slice(0, split), EMPTY_TALLY);
      const types = new Set(listTypes(before.reached));
      const pending = rules.filter(({ type }) => !types.has(type));
      const after = findTallyMilestones(pending, ordered.slice(split), before.tally);
      expect(after.tally).toEqual(whole.tally);
      expect([...before.reached, ...after.reached]).toEqual(whole.reached);
    }),
  );
});

test("what is kept up to date through any history equals what is evaluated at its end", () => {
  assertProperty(
    fc.property(histories, fc.nat(), (history, seed) => {
      const today = addDays("2024-03-01", seed % 150);
      const held = new Map<MilestoneType, ReachedMilestone>();
      for (const [index] of history.entries()) {
        const past = history.slice(0, index + 1);
        const changes = compareMilestones(held.values(), evaluateAll(past, today).reached);
        for (const type of changes.revoked) expect(held.delete(type)).toBe(true);
        for (const milestone of changes.reached) {
          expect(held.has(milestone.type)).toBe(false);
          held.set(milestone.type, milestone);
        }
        for (const milestone of changes.amended) held.set(milestone.type, milestone);
      }
      const { reached } = evaluateAll(history, today);
      expect(new Set(held.values())).toEqual(new Set(reached));
    }),
  );
});

test("neither the order of the completions nor of the entries matters", () => {
  assertProperty(
    fc.property(worked, histories, (work, history) => {
      const completions = work.map(({ id, day, onTime }) => complete(id, day, onTime));
      const { entries, policies } = playHistory(history);
      const today = addDays(MONDAY, 60);
      expect(
        evaluateMilestones({
          completions: completions.toReversed(),
          entries: entries.toReversed(),
          policies,
          today,
        }),
      ).toEqual(evaluateMilestones({ completions, entries, policies, today }));
    }),
  );
});

test("each milestone either holds or has progress, and time alone takes none away", () => {
  assertProperty(
    fc.property(worked, fc.nat(60), (work, days) => {
      const completions = work.map(({ id, day, onTime }) => complete(id, day, onTime));
      const sooner = evaluateWork(completions, addDays(MONDAY, days));
      const later = evaluateWork(completions, addDays(MONDAY, days + 20));
      expect(sooner.reached.length + sooner.progress.length).toBe(MILESTONE_RULES.length);
      expect(compareMilestones(sooner.reached, later.reached).revoked).toEqual([]);
    }),
  );
});

function evaluateAll(history: readonly HistoryEvent[], today: string) {
  return evaluateMilestones({ ...playHistory(history), today });
}
