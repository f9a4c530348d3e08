import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { countDue, DUE_RULES, type DueChange } from "./due-rule";

const day = (number: number) => new Date(Date.UTC(2026, 10, number));

const created = (dueAt: Date | null, isCompleted = false): DueChange => ({
  ...{ event: "created", at: day(1), userId: 7, dueAt, isCompleted, reason: null },
});
const move = (on: number, to: number | null, reason: DueChange["reason"] = null): DueChange => ({
  ...{ event: "changed", at: day(on), dueAt: to === null ? null : day(to), reason },
});
const complete = (on: number): DueChange => ({
  ...{ event: "changed", at: day(on), isCompleted: true, reason: null },
});
const giveTo = (userId: number, on: number): DueChange => ({
  ...{ event: "changed", at: day(on), userId, reason: null },
});

/** The days of the due dates that count by `latest`, `first` and `agreed`. */
function countDays(changes: readonly DueChange[]) {
  return DUE_RULES.map((rule) => countDue(rule, changes).dueCounted?.getUTCDate() ?? null);
}

describe("the due date that counts by latest, first and agreed", () => {
  test.each<[string, readonly DueChange[], readonly (number | null)[]]>([
    ["was never moved", [created(day(10)), complete(9)], [10, 10, 10]],
    [
      "was moved while both dates were ahead",
      [created(day(10)), move(5, 14), complete(12)],
      [14, 10, 14],
    ],
    ["was moved after it had passed", [created(day(10)), move(14, 18), complete(15)], [18, 10, 10]],
    [
      "was moved to a date that had passed",
      [created(day(10)), move(5, 3), complete(6)],
      [3, 10, 10],
    ],
    ["was moved to the very instant", [created(day(10)), move(5, 5), complete(6)], [5, 10, 5]],
    [
      "was removed while it was ahead",
      [created(day(10)), move(5, null), complete(12)],
      [null, 10, null],
    ],
    [
      "was removed after it had passed",
      [created(day(10)), move(11, null), complete(12)],
      [null, 10, 10],
    ],
    ["was set later", [created(null), move(5, 14), move(6, 16), complete(12)], [16, 14, 16]],
    ["was set to a date that had passed", [created(null), move(5, 3), complete(6)], [3, 3, null]],
    ["came with the completion", [created(day(3), true)], [3, 3, 3]],
    [
      "was moved in time after it was moved too late",
      [created(day(10)), move(11, 14), move(12, 18), complete(15)],
      [18, 10, 10],
    ],
    [
      "is that of a new assignee",
      [created(day(10)), move(11, 14), giveTo(8, 12), complete(13)],
      [14, 14, 14],
    ],
    [
      "was moved after the completion",
      [created(day(10)), complete(11), move(12, 14)],
      [14, 10, 10],
    ],
    [
      "was corrected before it passed",
      [created(day(10)), move(5, 14, "error"), complete(12)],
      [14, 14, 14],
    ],
    [
      "was corrected after it had passed",
      [created(day(10)), move(11, 14, "error"), complete(12)],
      [14, 14, 14],
    ],
    [
      "was corrected after the completion",
      [created(day(10)), complete(11), move(12, 14, "error")],
      [14, 14, 14],
    ],
    [
      "was corrected where another one counts",
      [created(day(10)), move(11, 20), move(12, 25, "error"), complete(13)],
      [25, 10, 10],
    ],
  ])("%s", (_, changes, expected) => {
    expect(countDays(changes)).toEqual(expected);
  });

  test("is one that was recorded, and the first and the agreed one never depend on a later move of the latest", () => {
    const moves = fc.record({
      on: fc.integer({ min: 2, max: 30 }),
      to: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
    });
    assertProperty(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(moves), (first, list) => {
        const ordered = list.toSorted((left, right) => left.on - right.on);
        const changes = [created(day(first)), ...ordered.map(({ on, to }) => move(on, to))];
        const [latest, firstDue, agreed] = DUE_RULES.map(
          (rule) => countDue(rule, changes).dueCounted,
        );
        const recorded = changes.map(({ dueAt }) => dueAt?.getTime());
        expect(latest?.getTime()).toBe(recorded.at(-1));
        expect(firstDue).toEqual(day(first));
        expect(recorded).toContain(agreed?.getTime());
      }),
    );
  });
});

describe("what is known of a due date", () => {
  const nothing = {
    dueMoved: false,
    dueMovedAfter: false,
    dueMovedForAbsence: false,
    dueUnrecorded: false,
  };

  test.each<[string, readonly DueChange[], Partial<typeof nothing>]>([
    ["says nothing of one that was never moved", [created(day(10)), complete(9)], {}],
    ["says nothing of one that was set later", [created(null), move(5, 14), complete(9)], {}],
    ["says that one was moved", [created(day(10)), move(5, 14)], { dueMoved: true }],
    ["says that one was removed", [created(day(10)), move(5, null)], { dueMoved: true }],
    [
      "says that one was moved after it had passed",
      [created(day(10)), move(11, 14)],
      { dueMoved: true, dueMovedAfter: true },
    ],
    [
      "says that one was moved to one that had passed",
      [created(day(10)), move(5, 4)],
      { dueMoved: true, dueMovedAfter: true },
    ],
    [
      "counts a correction as a move",
      [created(day(10)), move(11, 14, "error")],
      { dueMoved: true, dueMovedAfter: true },
    ],
    [
      "keeps a move for an absence apart",
      [created(day(10)), move(11, 14, "absence")],
      { dueMovedForAbsence: true },
    ],
    [
      "leaves out the moves of a former assignee",
      [created(day(10)), move(11, 14), giveTo(8, 12)],
      {},
    ],
    ["says that one came with the completion", [created(day(10), true)], { dueUnrecorded: true }],
    ["says nothing where there is no due date", [created(null, true)], {}],
    [
      "says that one was there before the record",
      [{ ...created(day(10)), event: "baseline" }, complete(9)],
      { dueUnrecorded: true },
    ],
  ])("%s", (_, changes, expected) => {
    expect(countDue("latest", changes)).toMatchObject({ ...nothing, ...expected });
  });
});
