import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factInputs, levels, TIME_ZONE } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  buildFact,
  buildFactInput,
  countUnmovedDue,
  takeUnmovedFact,
} from "@/lib/performance/domain/testing/samples";
import { amendFact, equalFacts } from "./fact";

const NO_LEVELS = new Map<number, number>();
const at = (text: string) => new Date(text);

describe("takeFact", () => {
  test("takes only the completion time of an assignment without other values", () => {
    expect(takeUnmovedFact(buildFactInput(), NO_LEVELS, "UTC")).toEqual(buildFact());
  });

  test("takes the local date of the completion in the organization's time zone", () => {
    const input = buildFactInput({ completedAt: at("2024-05-15T22:30:00Z") });
    expect(takeUnmovedFact(input, NO_LEVELS, "Europe/Berlin").completedOn).toBe("2024-05-16");
    expect(takeUnmovedFact(input, NO_LEVELS, "America/New_York").completedOn).toBe("2024-05-15");
  });

  test("takes a completion that is known by its day as on time on the day that it is due", () => {
    const take = (dueAt: string, completedPrecision: "day" | "time" = "day") => {
      const completedAt = at("2024-05-15T21:59:59Z");
      const input = { ...buildFactInput({ completedAt, dueAt: at(dueAt) }), completedPrecision };
      const { onTime, earlySeconds } = takeUnmovedFact(input, NO_LEVELS, "Europe/Berlin");
      return [onTime, earlySeconds];
    };
    expect(take("2024-05-15T15:00:00Z")).toEqual([true, 0]);
    expect(take("2024-05-14T22:00:00Z")).toEqual([true, 0]);
    expect(take("2024-05-14T21:59:59Z")).toEqual([false, -86_400]);
    expect(take("2024-05-15T22:00:00Z")).toEqual([true, 1]);
    expect(take("2024-05-15T15:00:00Z", "time")).toEqual([false, -25_199]);
  });

  test("measures the duration from the start, or from the assignment without a start", () => {
    const assignedAt = at("2024-05-15T08:00:00Z");
    const startedAt = at("2024-05-15T11:00:00Z");
    const getDuration = (input: Parameters<typeof buildFactInput>[0]) =>
      takeUnmovedFact(buildFactInput(input), NO_LEVELS, "UTC").durationSeconds;
    expect(getDuration({ assignedAt, startedAt })).toBe(3600);
    expect(getDuration({ assignedAt })).toBe(4 * 3600);
    expect(getDuration({})).toBeNull();
  });

  test("prefers a given skill match over one computed from skill levels", () => {
    const requiredSkills = [{ skillId: 1, level: 10 }];
    const known = new Map([[1, 5]]);
    expect(takeUnmovedFact(buildFactInput({ requiredSkills }), known, "UTC").skillMatch).toBe(5000);
    const given = buildFactInput({ requiredSkills, skillMatch: 0 });
    expect(takeUnmovedFact(given, known, "UTC").skillMatch).toBe(0);
  });
});

describe("amendFact", () => {
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
  const fact = takeUnmovedFact(before, new Map([[1, 5]]), "UTC");
  const amend = (changes: Partial<typeof before>) => {
    const after = { ...before, ...changes };
    const due = countUnmovedDue(after.dueAt);
    return amendFact(fact, before, after, due, new Map([[1, 10]]), "Europe/Berlin");
  };

  test("keeps a fact whose input did not change, whatever the current skill levels and time zone", () => {
    assertProperty(
      fc.property(factInputs, levels, levels, (input, then, now) => {
        const taken = takeUnmovedFact(input, then, TIME_ZONE);
        const moved = { ...countUnmovedDue(at("2001-01-01T00:00:00Z")), dueMoved: true };
        expect(amendFact(taken, input, { ...input }, moved, now, "Asia/Tokyo")).toEqual(taken);
      }),
    );
  });

  test("amends a fact to the one taken from the changed assignment, with the same levels and time zone", () => {
    assertProperty(
      fc.property(factInputs, factInputs, levels, (first, second, known) => {
        const taken = takeUnmovedFact(first, known, TIME_ZONE);
        const due = countUnmovedDue(second.dueAt);
        const amended = amendFact(taken, first, second, due, known, TIME_ZONE);
        expect(amended).toEqual(takeUnmovedFact(second, known, TIME_ZONE));
      }),
    );
  });

  test("changes only whether a completion is on time after an amended due date", () => {
    const amended = amend({ dueAt: at("2024-05-15T22:29:59Z") });
    const dueCounted = at("2024-05-15T22:29:59Z");
    expect(amended).toEqual({ ...fact, dueCounted, onTime: false, earlySeconds: -1 });
  });

  test("changes date, on time and duration after an amended completion time, not the skill match", () => {
    expect(amend({ completedAt: at("2024-05-15T22:30:01Z") })).toEqual({
      ...fact,
      completedAt: at("2024-05-15T22:30:01Z"),
      completedOn: "2024-05-16",
      earlySeconds: (fact.earlySeconds ?? 0) - 1,
      durationSeconds: (fact.durationSeconds ?? 0) + 1,
    });
  });

  test("computes the skill match with current levels only if other skills are required", () => {
    expect(amend({ requiredSkills: [{ skillId: 1, level: 10 }] }).skillMatch).toBe(10_000);
    expect(amend({ requiredSkills: before.requiredSkills.toReversed() })).toEqual(fact);
  });

  test("changes the duration after an amended assignment date only without a start", () => {
    const startedAt = at("2024-05-15T22:00:00Z");
    expect(amend({ startedAt }).durationSeconds).toBe(1800);
    const started = { ...before, startedAt };
    const moved = { ...started, assignedAt: at("2024-05-01T00:00:00Z") };
    const taken = takeUnmovedFact(started, NO_LEVELS, "UTC");
    expect(amendFact(taken, started, moved, countUnmovedDue(null), NO_LEVELS, "UTC")).toEqual(
      taken,
    );
  });
});

describe("equalFacts", () => {
  test("compares facts by their values, not as objects", () => {
    expect(equalFacts(buildFact(), buildFact())).toBe(true);
    expect(equalFacts(null, null)).toBe(true);
    expect(equalFacts(buildFact(), null)).toBe(false);
    expect(equalFacts(null, buildFact())).toBe(false);
  });

  test.each([
    { completedAt: at("2024-05-15T12:00:00.001Z") },
    { completedOn: "2024-05-16" },
    { onTime: false },
    { dueCounted: at("2024-05-15T12:00:00Z") },
    { dueRule: "first" as const },
    { dueMoved: true },
    { dueMovedAfter: true },
    { dueMovedForAbsence: true },
    { dueUnrecorded: true },
    { earlySeconds: 0 },
    { durationSeconds: 0 },
    { skillMatch: 0 },
    { difficulty: 0 },
  ])("finds facts that differ in %o unequal", (differences) => {
    expect(equalFacts(buildFact(), buildFact(differences))).toBe(false);
  });
});
