import { describe, expect, test } from "vitest";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { isMatchFar, listChangeSignals, type SignalledChange } from "./change-signals";

const at = (text: string) => new Date(`2026-11-10T${text}Z`);
const change: SignalledChange = {
  ...{ before: { due_at: 1 }, after: { due_at: 2 }, createdAt: at("09:00") },
  ...{ wasDuePassed: false, isDuePassed: false },
};
const measure = { ...change, before: { difficulty: 5 }, after: { difficulty: 900 } };

describe("the signals of a change", () => {
  test.each<[string, SignalledChange, string | null, readonly string[]]>([
    ["none for a due date moved in time", change, null, []],
    [
      "one for a due date moved after it had passed",
      { ...change, wasDuePassed: true },
      null,
      ["due_moved_after"],
    ],
    [
      "one for a due date moved to one that had passed",
      { ...change, isDuePassed: true },
      null,
      ["due_moved_after"],
    ],
    [
      "none for a due date that is set",
      { ...change, before: { due_at: null }, isDuePassed: true },
      null,
      [],
    ],
    ["none for the first of the record", { ...measure, before: null }, "09:00", []],
    ["none for a difficulty of open work", measure, null, []],
    ["none more than an hour before the completion", measure, "10:00:00.001", []],
    ["one an hour before the completion", measure, "10:00", ["measure_changed_late"]],
    ["one at any time after it", measure, "00:00", ["measure_changed_late"]],
    [
      "one for a skill match",
      { ...change, before: { skill_match: null }, after: { skill_match: 9 } },
      "08:00",
      ["measure_changed_late"],
    ],
    ["none for a due date after the completion", change, "08:00", []],
  ])("are %s", (_, given, completed, expected) => {
    expect(listChangeSignals(given, completed === null ? null : at(completed))).toEqual(expected);
  });
});

test.each([
  [9000, 6000, false],
  [9001, 6000, true],
  [6000, 9001, true],
  [null, 0, false],
  [10_000, null, false],
])(
  "a given match of %s where the levels give %s is worth asking about: %s",
  (given, levels, expected) => {
    const toMatch = (value: number | null) =>
      value === null ? null : toMatchTenThousandths(value);
    expect(isMatchFar(toMatch(given), toMatch(levels))).toBe(expected);
  },
);
