import { expect, test } from "vitest";
import { parseLocalDate } from "./local-time";
import { addMonths, endOfMonth, getLastDay, listMonths, toMonth } from "./months";

test("a month follows the one before it, also over the end of a year", () => {
  expect(addMonths("2024-12", 1)).toBe("2025-01");
  expect(addMonths("2024-01", -1)).toBe("2023-12");
  expect(addMonths("2024-05", -29)).toBe("2021-12");
});

test("the last day of a month is its last day, also in a leap year", () => {
  expect(getLastDay("2024-02")).toBe("2024-02-29");
  expect(getLastDay("2025-12")).toBe("2025-12-31");
});

test("a month ends where the next one begins in the time zone", () => {
  expect(endOfMonth("2024-02", "America/Santiago").toISOString()).toBe("2024-03-01T03:00:00.000Z");
  expect(endOfMonth("2024-12", "Asia/Kathmandu").toISOString()).toBe("2024-12-31T18:15:00.000Z");
});

test("a list of months has both ends, and none where they are the wrong way round", () => {
  expect(listMonths("2023-11", "2024-02")).toEqual(["2023-11", "2023-12", "2024-01", "2024-02"]);
  expect(listMonths("2024-02", "2024-01")).toEqual([]);
  expect(toMonth(parseLocalDate("2024-02-29"))).toBe("2024-02");
});
