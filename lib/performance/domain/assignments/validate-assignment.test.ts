import { expect, test } from "vitest";
import { buildFactInput } from "@/lib/performance/domain/testing/samples";
import { type AssignmentToValidate, findAssignmentRuleBreach } from "./validate-assignment";

const NOW = new Date("2024-05-15T12:00:00Z");

function fieldAtFault(
  work: Partial<AssignmentToValidate>,
  completedAtIsDate = false,
  timeZone = "UTC",
) {
  const draft = { ...buildFactInput(), ...work };
  const fault = findAssignmentRuleBreach(draft, NOW, { completedAtIsDate, timeZone });
  if (fault !== null) expect(fault.reason).toContain(fault.field);
  return fault?.field ?? null;
}

test("sound work, open or completed, has no fault", () => {
  expect(fieldAtFault({})).toBeNull();
  expect(fieldAtFault({ completedAt: null, startedAt: new Date("2030-01-01") })).toBeNull();
  expect(fieldAtFault({ startedAt: NOW, assignedAt: NOW, completedAt: NOW })).toBeNull();
});

test("work cannot be completed before it was started or assigned", () => {
  const later = new Date(NOW.getTime() + 1);
  expect(fieldAtFault({ startedAt: later })).toBe("completed_at");
  expect(fieldAtFault({ assignedAt: later })).toBe("completed_at");
});

test("a completion may be five minutes ahead and not a millisecond more", () => {
  expect(fieldAtFault({ completedAt: new Date("2024-05-15T12:05:00Z") })).toBeNull();
  expect(fieldAtFault({ completedAt: new Date("2024-05-15T12:05:00.001Z") })).toBe("completed_at");
});

test("a date alone may be today in the zone, not tomorrow", () => {
  const endOfToday = new Date("2024-05-15T23:59:59Z");
  const endOfTomorrow = new Date("2024-05-16T23:59:59Z");
  expect(fieldAtFault({ completedAt: endOfToday }, true)).toBeNull();
  expect(fieldAtFault({ completedAt: endOfTomorrow }, true)).toBe("completed_at");
  // At noon in London it is past midnight on Kiritimati: 16 May ends there on 16 May, 10:00 UTC.
  const endOfDayOnKiritimati = new Date("2024-05-16T09:59:59Z");
  expect(
    fieldAtFault({ completedAt: endOfDayOnKiritimati }, true, "Pacific/Kiritimati"),
  ).toBeNull();
});

test.each([-1, 10_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "a match of %d steps is refused, also while the work is open",
  (skillMatch) => {
    expect(fieldAtFault({ skillMatch })).toBe("skill_match");
    expect(fieldAtFault({ skillMatch, completedAt: null })).toBe("skill_match");
  },
);

test.each([-1, 1001, Number.NaN])("a difficulty of %d steps is refused", (difficulty) => {
  expect(fieldAtFault({ difficulty })).toBe("difficulty");
});

test.each([0, 11, 2.5, Number.NaN])("a required level of %d is refused", (level) => {
  expect(fieldAtFault({ requiredSkills: [{ skillId: 1, level }] })).toBe("required_skills");
});

test("the bounds themselves are in range", () => {
  const skills = [1, 10].map((level) => ({ skillId: level, level }));
  expect(fieldAtFault({ skillMatch: 0, difficulty: 0, requiredSkills: skills })).toBeNull();
  expect(fieldAtFault({ skillMatch: 10_000, difficulty: 1000 })).toBeNull();
});
