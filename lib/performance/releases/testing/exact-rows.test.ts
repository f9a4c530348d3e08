import { expect, test } from "vitest";
import { computeRank, findIndependentRows } from "./exact-rows";

const toRow = (...values: readonly number[]) =>
  new Map(values.flatMap((value, index) => (value === 0 ? [] : [[`x${index}`, BigInt(value)]])));

test("the rank counts the rows that do not follow from the others", () => {
  expect(computeRank([toRow(1, 2, 3), toRow(4, 5, 6), toRow(7, 8, 9)])).toBe(2);
  expect(computeRank([toRow(1, 1, 0), toRow(0, 1, 1), toRow(1, 0, 1)])).toBe(3);
  expect(computeRank([toRow(3, 6), toRow(-1, -2), toRow(0, 0)])).toBe(1);
  expect(computeRank([])).toBe(0);
});

test("two sums that differ in one unknown give this unknown alone", () => {
  const rows = findIndependentRows([toRow(1, 1, 1, 1), toRow(1, 1, 1, 0)]);
  expect(rows.some((row) => [...row.keys()].join() === "x3")).toBe(true);
});
