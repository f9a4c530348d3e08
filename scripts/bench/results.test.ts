import { expect, test } from "vitest";
import type { BenchRequest, Budget } from "./requests";
import { compareWithBudgets, type RequestResult, toSpread } from "./results";

const request = (id: string, budgets: readonly Budget[]): BenchRequest => ({
  id,
  viewer: "employee",
  path: "/",
  budgets,
});

const result = (id: string, cost: number, against: number | null = null): RequestResult => ({
  id,
  time: toSpread([99]),
  web: cost - 0.5,
  database: 0.5,
  kilobytes: 80,
  against: against === null ? null : { time: toSpread([99]), processors: against },
});

test("takes the median of the rounds, with the least and the most", () => {
  expect(toSpread([3, 1, 8, 2, 5])).toEqual({ median: 3, least: 1, most: 8 });
});

test("compares each figure with its budget, more requests or less time being better", () => {
  const requests = [
    request("bare handler", []),
    request("member summary", [
      { kind: "bare", least: 0.6 },
      { kind: "against", least: 1.5 },
    ]),
    request("statistics", [
      { kind: "summary", most: 5 },
      { kind: "history", most: 1.2 },
      { kind: "web", most: 12 },
      { kind: "size", most: 40 },
    ]),
  ];
  const results = [
    result("bare handler", 1),
    result("member summary", 2, 4),
    result("statistics", 4),
  ];
  expect(
    compareWithBudgets(requests, results).map(({ figure, margin, isMet }) => [
      figure,
      Math.round(margin * 100),
      isMet,
    ]),
  ).toEqual([
    [0.5, 83, false],
    [2, 133, true],
    [2, 250, true],
    [2, 60, false],
    [3.5, 343, true],
    [80, 50, false],
  ]);
});

test("compares times where the processor time of one of both is not known", () => {
  const requests = [request("logs", [{ kind: "against", least: 5 }])];
  const logs = {
    ...result("logs", 2),
    time: toSpread([2]),
    against: { time: toSpread([8]), processors: null },
  };
  expect(compareWithBudgets(requests, [logs])[0]?.figure).toBe(4);
});

test("leaves out a comparison that was not made", () => {
  const requests = [request("logs", [{ kind: "against", least: 5 }])];
  expect(compareWithBudgets(requests, [result("logs", 1)])).toEqual([]);
  expect(compareWithBudgets(requests, [])).toEqual([]);
});
