import { expect, test } from "vitest";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { equalWeights, getPolicyInForce } from "./policy";

const history = [
  buildPolicy({ version: 1, effectiveOn: "2024-03-01" }),
  buildPolicy({ version: 2, effectiveOn: "2024-04-01" }),
  buildPolicy({ version: 3, effectiveOn: "2024-04-01" }),
  buildPolicy({ version: 4, effectiveOn: "2024-06-01" }),
];

test.each([
  ["2020-01-01", 1],
  ["2024-03-01", 1],
  ["2024-03-31", 1],
  ["2024-04-01", 3],
  ["2024-05-31", 3],
  ["2024-06-01", 4],
  ["2030-01-01", 4],
])("finds on %s policy version %i in force", (date, version) => {
  expect(getPolicyInForce(history, parseLocalDate(date)).version).toBe(version);
});

test("rejects an organization without a policy", () => {
  expect(() => getPolicyInForce([], parseLocalDate("2024-01-01"))).toThrow(RangeError);
});

test("compares policies by each weight, whatever their versions", () => {
  const policy = buildPolicy();
  expect(equalWeights(policy, buildPolicy({ version: 9, minimumSample: 1 }))).toBe(true);
  for (const component of ["onTime", "skill", "difficulty"] as const) {
    const other = buildPolicy({ weights: { ...policy.weights, [component]: 1 } });
    expect(equalWeights(policy, other)).toBe(false);
  }
});
