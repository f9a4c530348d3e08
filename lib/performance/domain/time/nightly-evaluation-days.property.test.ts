import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { type LocalDate, parseLocalDate, toLocalDate } from "./local-time";
import { listDaysToEvaluate } from "./nightly-evaluation-days";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Times with clock changes, 29 February, skipped days and a day that began twice. */
const periods = [
  { timeZone: "Europe/Berlin", from: "2024-02-20T00:00:00Z" },
  { timeZone: "Europe/Berlin", from: "2024-10-20T00:00:00Z" },
  { timeZone: "America/New_York", from: "2024-03-05T00:00:00Z" },
  { timeZone: "America/Havana", from: "2024-11-01T00:00:00Z" },
  { timeZone: "America/Sao_Paulo", from: "2018-11-01T00:00:00Z" },
  { timeZone: "Australia/Lord_Howe", from: "2024-04-01T00:00:00Z" },
  { timeZone: "Pacific/Chatham", from: "2024-09-25T00:00:00Z" },
  { timeZone: "Pacific/Apia", from: "2011-12-26T00:00:00Z" },
  { timeZone: "Pacific/Kwajalein", from: "1993-08-18T00:00:00Z" },
  { timeZone: "Pacific/Kwajalein", from: "1969-09-27T00:00:00Z" },
] as const;

/** Each local day of an hour since `from`, without the first day. */
function listDaysAfterFirst(from: number, hours: number, timeZone: string): readonly LocalDate[] {
  const days = new Set<LocalDate>();
  for (let hour = 0; hour <= hours; hour += 1) {
    days.add(toLocalDate(new Date(from + hour * HOUR), timeZone));
  }
  return [...days].sort().slice(1);
}

describe("days of the nightly evaluation", () => {
  it("lists each local day for the nightly evaluation once and in order, whenever it is called", () => {
    assertProperty(
      fc.property(
        fc.constantFrom(...periods),
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 60 }),
        ({ timeZone, from }, pauses) => {
          const start = Date.parse(from);
          let hours = 0;
          let lastDay: LocalDate | null = null;
          const due: LocalDate[] = [];
          for (const pause of [0, ...pauses]) {
            hours += pause;
            const now = new Date(start + hours * HOUR);
            for (const call of [1, 2]) {
              const days = listDaysToEvaluate(
                { timeZone, createdAt: new Date(start), lastDay },
                now,
              );
              if (call === 2) expect(days).toEqual([]);
              due.push(...days);
              lastDay = days.at(-1) ?? lastDay;
            }
          }
          expect(due).toEqual(listDaysAfterFirst(start, hours, timeZone));
        },
      ),
    );
  });

  it("lists days for the nightly evaluation from the day after the organization was created", () => {
    const now = new Date("2024-05-15T12:00:00Z");
    const organization = { timeZone: "Asia/Kathmandu", createdAt: now, lastDay: null };
    expect(listDaysToEvaluate(organization, now)).toEqual([]);
    expect(listDaysToEvaluate(organization, new Date(now.getTime() + 2 * DAY))).toEqual([
      ...["2024-05-16", "2024-05-17"],
    ]);
  });

  it("lists no day for the nightly evaluation twice after a change of the time zone", () => {
    const createdAt = new Date("2024-01-01T00:00:00Z");
    const now = new Date("2024-05-15T12:00:00Z");
    const east = {
      timeZone: "Pacific/Kiritimati",
      createdAt,
      lastDay: parseLocalDate("2024-05-15"),
    };
    expect(listDaysToEvaluate(east, now)).toEqual(["2024-05-16"]);
    const west = { timeZone: "Pacific/Honolulu", createdAt, lastDay: parseLocalDate("2024-05-16") };
    expect(listDaysToEvaluate(west, now)).toEqual([]);
    expect(listDaysToEvaluate(west, new Date(now.getTime() + DAY))).toEqual([]);
    expect(listDaysToEvaluate(west, new Date(now.getTime() + 2 * DAY))).toEqual(["2024-05-17"]);
  });

  it("lists all days for the nightly evaluation after a week without a worker", () => {
    const createdAt = new Date("2024-01-01T00:00:00Z");
    const organization = {
      timeZone: "Europe/Berlin",
      createdAt,
      lastDay: parseLocalDate("2024-03-27"),
    };
    expect(listDaysToEvaluate(organization, new Date("2024-04-03T08:00:00Z"))).toEqual([
      ...["2024-03-28", "2024-03-29", "2024-03-30", "2024-03-31"],
      ...["2024-04-01", "2024-04-02", "2024-04-03"],
    ]);
  });
});
