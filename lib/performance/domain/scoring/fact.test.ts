import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factInputs, levels, TIME_ZONE } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildFact, buildFactInput } from "@/lib/performance/domain/testing/samples";
import { amendFact, equalFacts, takeFact, toSteps } from "./fact";

const NO_LEVELS = new Map<number, number>();
const at = (text: string) => new Date(text);

describe("taking a fact", () => {
  test("work of which nothing is known says only when it was completed", () => {
    expect(takeFact(buildFactInput(), NO_LEVELS, "UTC")).toEqual(buildFact());
  });

  test("the date is the local one of the organization", () => {
    const work = buildFactInput({ completedAt: at("2024-05-15T22:30:00Z") });
    expect(takeFact(work, NO_LEVELS, "Europe/Berlin").completedOn).toBe("2024-05-16");
    expect(takeFact(work, NO_LEVELS, "America/New_York").completedOn).toBe("2024-05-15");
  });

  test.each([
    ["2024-05-15T12:00:00.000Z", true, 0],
    ["2024-05-15T12:00:00.999Z", true, 0],
    ["2024-05-15T12:00:01.000Z", true, 1],
    ["2024-05-15T11:59:59.999Z", false, -1],
    ["2024-05-15T11:59:59.000Z", false, -1],
    ["2024-05-16T12:00:00.000Z", true, 86_400],
  ])("due %s, on time is %s and %i seconds early", (dueAt, onTime, earlySeconds) => {
    const fact = takeFact(buildFactInput({ dueAt: at(dueAt) }), NO_LEVELS, "UTC");
    expect(fact).toMatchObject({ onTime, earlySeconds });
  });

  test("on time means exactly completed at or before the due date, to the millisecond", () => {
    assertProperty(
      fc.property(factInputs, (work) => {
        const { onTime, earlySeconds } = takeFact(work, NO_LEVELS, TIME_ZONE);
        expect(onTime).toBe(work.dueAt === null ? null : work.completedAt <= work.dueAt);
        expect(onTime).toBe(earlySeconds === null ? null : earlySeconds >= 0);
      }),
    );
  });

  test("the duration runs from the start, else from the assignment", () => {
    const assignedAt = at("2024-05-15T08:00:00Z");
    const startedAt = at("2024-05-15T11:00:00Z");
    const durationOf = (work: Parameters<typeof buildFactInput>[0]) =>
      takeFact(buildFactInput(work), NO_LEVELS, "UTC").durationSeconds;
    expect(durationOf({ assignedAt, startedAt })).toBe(3600);
    expect(durationOf({ assignedAt })).toBe(4 * 3600);
    expect(durationOf({})).toBeNull();
  });

  test("a given match goes before the one from the skills", () => {
    const requiredSkills = [{ skillId: 1, level: 10 }];
    const known = new Map([[1, 5]]);
    expect(takeFact(buildFactInput({ requiredSkills }), known, "UTC").skillMatch).toBe(5000);
    const given = buildFactInput({ requiredSkills, skillMatch: 0 });
    expect(takeFact(given, known, "UTC").skillMatch).toBe(0);
  });
});

describe("amending a fact", () => {
  const before = buildFactInput({
    assignedAt: at("2024-05-14T12:00:00Z"),
    dueAt: at("2024-05-16T12:00:00Z"),
    completedAt: at("2024-05-15T22:30:00Z"),
    requiredSkills: [
      { skillId: 1, level: 10 },
      { skillId: 2, level: 5 },
    ],
    difficulty: 500,
  });
  const fact = takeFact(before, new Map([[1, 5]]), "UTC");
  const amend = (after: Partial<typeof before>) =>
    amendFact(fact, before, { ...before, ...after }, new Map([[1, 10]]), "Europe/Berlin");

  test("nothing that a fact rests on changed, so the skills and the zone of today do not matter", () => {
    assertProperty(
      fc.property(factInputs, levels, levels, (work, then, now) => {
        const taken = takeFact(work, then, TIME_ZONE);
        expect(amendFact(taken, work, { ...work }, now, "Asia/Tokyo")).toEqual(taken);
      }),
    );
  });

  test("where everything stays but the work, the amended fact is the one taken from it", () => {
    assertProperty(
      fc.property(factInputs, factInputs, levels, (first, second, known) => {
        const taken = takeFact(first, known, TIME_ZONE);
        const amended = amendFact(taken, first, second, known, TIME_ZONE);
        expect(amended).toEqual(takeFact(second, known, TIME_ZONE));
      }),
    );
  });

  test("another due date changes only the punctuality", () => {
    const amended = amend({ dueAt: at("2024-05-15T22:29:59Z") });
    expect(amended).toEqual({ ...fact, onTime: false, earlySeconds: -1 });
  });

  test("another completion moves date, punctuality and duration, not the match", () => {
    expect(amend({ completedAt: at("2024-05-15T22:30:01Z") })).toEqual({
      ...fact,
      completedAt: at("2024-05-15T22:30:01Z"),
      completedOn: "2024-05-16",
      earlySeconds: (fact.earlySeconds ?? 0) - 1,
      durationSeconds: (fact.durationSeconds ?? 0) + 1,
    });
  });

  test("other required skills are judged by the levels of today, the same in another order not", () => {
    expect(amend({ requiredSkills: [{ skillId: 1, level: 10 }] }).skillMatch).toBe(10_000);
    expect(amend({ requiredSkills: before.requiredSkills.toReversed() })).toEqual(fact);
  });

  test("an assignment date moves the duration only while no start is known", () => {
    const startedAt = at("2024-05-15T22:00:00Z");
    expect(amend({ startedAt }).durationSeconds).toBe(1800);
    const started = { ...before, startedAt };
    const moved = { ...started, assignedAt: at("2024-05-01T00:00:00Z") };
    const taken = takeFact(started, NO_LEVELS, "UTC");
    expect(amendFact(taken, started, moved, NO_LEVELS, "UTC")).toEqual(taken);
  });
});

describe("comparing facts", () => {
  test("facts are equal when they say the same, whatever the objects", () => {
    expect(equalFacts(buildFact(), buildFact())).toBe(true);
    expect(equalFacts(null, null)).toBe(true);
    expect(equalFacts(buildFact(), null)).toBe(false);
    expect(equalFacts(null, buildFact())).toBe(false);
  });

  test.each([
    { completedAt: at("2024-05-15T12:00:00.001Z") },
    { completedOn: "2024-05-16" },
    { onTime: false },
    { earlySeconds: 0 },
    { durationSeconds: 0 },
    { skillMatch: 0 },
    { difficulty: 0 },
  ])("facts that createDifference in %o are not equal", (differences) => {
    expect(equalFacts(buildFact(), buildFact(differences))).toBe(false);
  });
});

describe("steps of a decimal", () => {
  test.each([
    ["0.00005", 10_000, 1],
    ["0.00004999999999999999999999", 10_000, 0],
    ["1.005", 100, 101],
    [1.005, 100, 101],
    [0.1 + 0.2, 10_000, 3000],
    ["7.5", 100, 750],
    ["10", 100, 1000],
    ["1.", 100, 100],
    ["-0.005", 100, 0],
    ["-0.006", 100, -1],
    ["5e-1", 100, 50],
    [1e-7, 10_000, 0],
    ["1e3", 100, 100_000],
    ["+0.5", 10_000, 5000],
  ] as const)("%s in steps of 1/%i is %i", (value, stepsPerUnit, steps) => {
    expect(toSteps(value, stepsPerUnit)).toBe(steps);
  });

  test.each(["", " 1", "1,5", "0x10", "NaN", "Infinity", "1e", "--1", "1e999", "9".repeat(401)])(
    "%j is refused",
    (text) => {
      expect(() => toSteps(text, 100)).toThrow(RangeError);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])("the number %d is refused", (value) => {
    expect(() => toSteps(value, 100)).toThrow(RangeError);
  });

  test("a number of steps survives being printed", () => {
    assertProperty(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (steps) => {
        expect(toSteps(steps / 10_000, 10_000)).toBe(steps);
        expect(toSteps((steps / 100).toFixed(2), 100)).toBe(steps);
      }),
    );
  });
});
