import { expect, test } from "vitest";
import { buildFactInput } from "@/lib/performance/domain/testing/samples";
import { type AssignmentToValidate, validateAssignment } from "./validate-assignment";

const NOW = new Date("2024-05-15T12:00:00Z");

/** The name of the only field with an error; null for a valid assignment. */
function findInvalidField(
  differences: Partial<AssignmentToValidate>,
  completedAtIsDate = false,
  timeZone = "UTC",
) {
  const assignment = { ...buildFactInput(), ...differences };
  const errors = validateAssignment(assignment, NOW, { completedAtIsDate, timeZone });
  for (const { field, reason } of errors) expect(reason).toContain(field);
  expect(errors.length).toBeLessThan(2);
  return errors[0]?.field ?? null;
}

test("accepts a valid assignment, open or completed", () => {
  expect(findInvalidField({})).toBeNull();
  expect(findInvalidField({ completedAt: null, startedAt: new Date("2030-01-01") })).toBeNull();
  expect(findInvalidField({ startedAt: NOW, assignedAt: NOW, completedAt: NOW })).toBeNull();
});

test("rejects a completion earlier than its start or its assignment", () => {
  const later = new Date(NOW.getTime() + 1);
  expect(findInvalidField({ startedAt: later })).toBe("completed_at");
  expect(findInvalidField({ assignedAt: later })).toBe("completed_at");
});

test("accepts a completion five minutes in the future and rejects one a millisecond later", () => {
  expect(findInvalidField({ completedAt: new Date("2024-05-15T12:05:00Z") })).toBeNull();
  expect(findInvalidField({ completedAt: new Date("2024-05-15T12:05:00.001Z") })).toBe(
    "completed_at",
  );
});

test("accepts today as a completion date without a time, and rejects tomorrow in the time zone", () => {
  const endOfToday = new Date("2024-05-15T23:59:59Z");
  const endOfTomorrow = new Date("2024-05-16T23:59:59Z");
  expect(findInvalidField({ completedAt: endOfToday }, true)).toBeNull();
  expect(findInvalidField({ completedAt: endOfTomorrow }, true)).toBe("completed_at");
  // At noon in London it is past midnight on Kiritimati: 16 May ends there on 16 May, 10:00 UTC.
  const endOfDayOnKiritimati = new Date("2024-05-16T09:59:59Z");
  expect(
    findInvalidField({ completedAt: endOfDayOnKiritimati }, true, "Pacific/Kiritimati"),
  ).toBeNull();
});

test.each([-1, 10_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "rejects a skill match of %d ten-thousandths, completed or open",
  (skillMatch) => {
    expect(findInvalidField({ skillMatch })).toBe("skill_match");
    expect(findInvalidField({ skillMatch, completedAt: null })).toBe("skill_match");
  },
);

test.each([-1, 1001, Number.NaN])("rejects a difficulty of %d hundredths", (difficulty) => {
  expect(findInvalidField({ difficulty })).toBe("difficulty");
});

test.each([0, 11, 2.5, Number.NaN])("rejects a required skill level of %d", (level) => {
  expect(findInvalidField({ requiredSkills: [{ level }] })).toBe("required_skills");
});

test("accepts the smallest and the largest skill match, difficulty and required level", () => {
  const skills = [1, 10].map((level) => ({ level }));
  expect(findInvalidField({ skillMatch: 0, difficulty: 0, requiredSkills: skills })).toBeNull();
  expect(findInvalidField({ skillMatch: 10_000, difficulty: 1000 })).toBeNull();
});

test("reports every rule that an assignment breaks", () => {
  const errors = validateAssignment(
    {
      status: "cancelled",
      assignedAt: new Date("2024-05-17T12:00:00Z"),
      startedAt: new Date("2024-05-18T12:00:00Z"),
      completedAt: new Date("2024-05-16T12:00:00Z"),
      difficulty: -1,
      requiredSkills: [{ level: 0 }],
      skillMatch: -1,
    },
    NOW,
    { timeZone: "UTC" },
  );
  expect(errors.map(({ reason }) => reason)).toEqual([
    "completed_at must be empty where status is cancelled.",
    "completed_at must not be before assigned_at.",
    "completed_at must not be before started_at.",
    "completed_at must not be more than five minutes in the future.",
    "difficulty must be a number from 0 to 10.",
    "required_skills must have whole levels from 1 to 10.",
    "skill_match must be a number from 0 to 1.",
  ]);
});

test("requires a time of completion of a completed assignment, unless it is stored", () => {
  expect(findInvalidField({ status: "completed", completedAt: null })).toBe("completed_at");
  const withoutCompletion = { status: "completed" } as const;
  expect(validateAssignment(withoutCompletion, NOW, { timeZone: "UTC" })).toEqual([]);
});
