import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { addDays, parseLocalDate } from "./local-time";
import { isRangeOver, listFullWeeks, toMonth, toWeek } from "./weeks";

const EPOCH = parseLocalDate("1970-01-01");
const dates = fc.integer({ min: -30_000, max: 80_000 }).map((days) => addDays(EPOCH, days));

test.each([
  ["2024-05-15", "2024-05-13", "2024-05-19"],
  ["2024-05-13", "2024-05-13", "2024-05-19"],
  ["2024-05-19", "2024-05-13", "2024-05-19"],
  ["2024-12-31", "2024-12-30", "2025-01-05"],
  ["2021-01-01", "2020-12-28", "2021-01-03"],
  ["1969-12-31", "1969-12-29", "1970-01-04"],
])("finds for %s the week from %s to %s", (date, from, to) => {
  expect(toWeek(parseLocalDate(date))).toEqual({ from, to });
});

test.each([
  ["2024-02-29", "2024-02-01", "2024-02-29"],
  ["2023-02-01", "2023-02-01", "2023-02-28"],
  ["2024-12-31", "2024-12-01", "2024-12-31"],
  ["2024-04-30", "2024-04-01", "2024-04-30"],
])("finds for %s the month from %s to %s", (date, from, to) => {
  expect(toMonth(parseLocalDate(date))).toEqual({ from, to });
});

test("finds the weeks and months of the ISO calendar", () => {
  assertProperty(
    fc.property(dates, (date) => {
      const day = Temporal.PlainDate.from(date);
      const monday = day.subtract({ days: day.dayOfWeek - 1 });
      expect(toWeek(date)).toEqual({
        from: monday.toString(),
        to: monday.add({ days: 6 }).toString(),
      });
      expect(toMonth(date)).toEqual({
        from: day.with({ day: 1 }).toString(),
        to: day.with({ day: day.daysInMonth }).toString(),
      });
    }),
  );
});

test("lists consecutive full weeks up to the Sunday before this week", () => {
  assertProperty(
    fc.property(dates, fc.integer({ min: 1, max: 20 }), (today, count) => {
      const weeks = listFullWeeks(today, count);
      expect(weeks).toHaveLength(count);
      expect(weeks.at(-1)?.to).toBe(addDays(toWeek(today).from, -1));
      for (const [index, week] of weeks.entries()) {
        expect(week).toEqual(toWeek(week.from));
        expect(isRangeOver(week, today)).toBe(true);
        if (index > 0) expect(week.from).toBe(addDays(weeks[index - 1]?.to ?? EPOCH, 1));
      }
    }),
  );
});

test("ends a week on the Monday after it, not on its Sunday", () => {
  const week = toWeek(parseLocalDate("2024-05-15"));
  expect(isRangeOver(week, parseLocalDate("2024-05-19"))).toBe(false);
  expect(isRangeOver(week, parseLocalDate("2024-05-20"))).toBe(true);
});
