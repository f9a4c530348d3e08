import { expect, it } from "vitest";
import { subtractMonths } from "./subtract-months";

it.each([
  ["2026-11-30T15:04:05.678Z", 36, "2023-11-30T15:04:05.678Z"],
  ["2026-11-30T00:00:00.000Z", 21, "2025-02-28T00:00:00.000Z"],
  ["2028-02-29T23:59:59.999Z", 12, "2027-02-28T23:59:59.999Z"],
  ["2027-02-28T12:00:00.000Z", 36, "2024-02-28T12:00:00.000Z"],
  ["2026-01-31T12:00:00.000Z", 120, "2016-01-31T12:00:00.000Z"],
])(
  "an instant earlier by months of the calendar: %s, %i months before",
  (instant, months, earlier) => {
    expect(subtractMonths(new Date(instant), months).toISOString()).toBe(earlier);
  },
);
