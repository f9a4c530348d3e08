import { expect, test } from "vitest";
import { add, difference, plus, toSums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { buildFact, buildPolicy } from "@/lib/performance/domain/testing/samples";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { amendSnapshots, buildSnapshots } from "./snapshots";

const policies = [buildPolicy()];
const monday = buildFact({ completedOn: "2024-05-13", onTime: true, earlySeconds: 0 });
const tuesday = buildFact({ completedOn: "2024-05-14", onTime: false, earlySeconds: -9 });
const friday = buildFact({ completedOn: "2024-05-17", onTime: true, earlySeconds: 5 });
const facts = [friday, monday, tuesday, monday];
const total = facts.reduce(add, ZERO_SUMS);
const stored = buildSnapshots(facts, policies);
const minus = (fact: typeof monday) => difference(ZERO_SUMS, toSums(fact));

test("builds one snapshot per day with a completion, with the sums of the day and up to its end", () => {
  expect(stored.map(({ date, day, cumulative }) => [date, day.tasks, cumulative.tasks])).toEqual([
    ["2024-05-13", 2, 2],
    ["2024-05-14", 1, 3],
    ["2024-05-17", 1, 4],
  ]);
  expect(stored.map(({ dailyScore, cumulativeScore }) => [dailyScore, cumulativeScore])).toEqual([
    [10_000, 10_000],
    [0, 6667],
    [10_000, 7500],
  ]);
  expect(stored.at(-1)?.cumulative).toEqual(total);
});

test("builds no snapshots without a completion", () => {
  expect(buildSnapshots([], policies)).toEqual([]);
});

test("changes only the last snapshot for a completion on its day", () => {
  const changes = [{ date: parseLocalDate("2024-05-17"), delta: toSums(friday) }];
  const { changed, removed } = amendSnapshots(stored.slice(2), total, changes, policies);
  expect(changed).toEqual(buildSnapshots([...facts, friday], policies).slice(2));
  expect(removed).toEqual([]);
});

test("adds a snapshot for a late completion and changes the later ones, not the earlier ones", () => {
  const wednesday = buildFact({ completedOn: "2024-05-15", onTime: true, earlySeconds: 1 });
  const changes = [{ date: parseLocalDate("2024-05-15"), delta: toSums(wednesday) }];
  const { changed } = amendSnapshots(stored.slice(2), total, changes, policies);
  expect(changed).toEqual(buildSnapshots([...facts, wednesday], policies).slice(2));
});

test("removes the snapshot of a day that loses its last completion", () => {
  const changes = [{ date: parseLocalDate("2024-05-14"), delta: minus(tuesday) }];
  const { changed, removed } = amendSnapshots(stored.slice(1), total, changes, policies);
  expect(removed).toEqual(["2024-05-14"]);
  expect(changed).toEqual(buildSnapshots([friday, monday, monday], policies).slice(1));
});

test("leaves snapshots after both days unchanged when a completion moves to another day", () => {
  const changes = [
    { date: parseLocalDate("2024-05-13"), delta: minus(monday) },
    {
      date: parseLocalDate("2024-05-14"),
      delta: toSums({ ...monday, completedOn: tuesday.completedOn }),
    },
  ];
  const { changed } = amendSnapshots(stored, total, changes, policies);
  expect(changed.map(({ date }) => date)).toEqual(["2024-05-13", "2024-05-14"]);
});

test("changes no snapshot for changes that cancel out", () => {
  const changes = [
    { date: parseLocalDate("2024-05-15"), delta: toSums(friday) },
    { date: parseLocalDate("2024-05-15"), delta: minus(friday) },
  ];
  expect(amendSnapshots(stored, total, changes, policies)).toEqual({ changed: [], removed: [] });
});

test("scores each snapshot under the policy in force at the end of its day", () => {
  const weights = { onTime: 0, skill: 10_000, difficulty: 0 };
  const later = buildPolicy({ version: 2, weights, effectiveOn: "2024-05-17" });
  const scores = buildSnapshots(facts, [...policies, later]).map(
    (snapshot) => snapshot.cumulativeScore,
  );
  expect(scores).toEqual([10_000, 6667, null]);

  const changes = [{ date: parseLocalDate("2024-05-17"), delta: ZERO_SUMS }];
  const amended = amendSnapshots(stored.slice(2), total, changes, [...policies, later]);
  expect(amended.changed).toEqual(buildSnapshots(facts, [...policies, later]).slice(2));
});

test("amends a snapshot of which a new policy changes only the cumulative score", () => {
  const skilled = buildFact({ ...monday, skillMatch: 5000 });
  const weights = { onTime: 2000, skill: 6000, difficulty: 2000 };
  const later = buildPolicy({ version: 2, weights, effectiveOn: "2024-05-17" });
  const before = buildSnapshots([skilled, friday], policies);
  const sums = [skilled, friday].reduce(add, ZERO_SUMS);
  const changes = [{ date: parseLocalDate("2024-05-17"), delta: ZERO_SUMS }];
  const { changed } = amendSnapshots(before.slice(1), sums, changes, [...policies, later]);
  expect(before[1]).toMatchObject({ dailyScore: 10_000, cumulativeScore: 8125 });
  expect(changed).toMatchObject([{ dailyScore: 10_000, cumulativeScore: 6250 }]);
});

test("rejects subtracting more from a day than was completed on it", () => {
  const twice = plus(minus(tuesday), minus(tuesday));
  const amend = (date: string, delta: typeof twice) =>
    amendSnapshots(stored, total, [{ date: parseLocalDate(date), delta }], policies);
  expect(() => amend("2024-05-14", twice)).toThrow("2024-05-14");
  expect(() => amend("2024-05-14", minus(monday))).toThrow(RangeError);
  expect(() => amend("2024-05-16", minus(friday))).toThrow(RangeError);
});
