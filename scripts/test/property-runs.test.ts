import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyPropertyRuns, assertDatabaseProperty } from "./property-runs";

const ofThisRun = fc.readConfigureGlobal();
beforeEach(() => fc.resetConfigureGlobal());
afterEach(() => fc.configureGlobal(ofThisRun));

type Assert = <Values>(property: fc.IAsyncProperty<Values>) => Promise<void>;

async function countCases(assert: Assert): Promise<number> {
  let cases = 0;
  applyPropertyRuns();
  const property = fc.asyncProperty(fc.nat(), async () => {
    cases += 1;
    await Promise.resolve();
  });
  await assert(property);
  return cases;
}

test("without PTS_PROPERTY_RUNS a property tries 100 cases, one on a database 10", async () => {
  vi.stubEnv("PTS_PROPERTY_RUNS", "");
  expect(await countCases((property) => fc.assert(property))).toBe(100);
  expect(await countCases((property) => assertDatabaseProperty(property))).toBe(10);
});

test("PTS_PROPERTY_RUNS is how many cases every property tries", async () => {
  vi.stubEnv("PTS_PROPERTY_RUNS", "123");
  expect(await countCases((property) => fc.assert(property))).toBe(123);
  expect(await countCases((property) => assertDatabaseProperty(property))).toBe(123);
});

test.each(["0", "-1", "1.5", "many"])("PTS_PROPERTY_RUNS rejects “%s”", (text) => {
  vi.stubEnv("PTS_PROPERTY_RUNS", text);
  expect(applyPropertyRuns).toThrow("PTS_PROPERTY_RUNS must be a whole number of cases");
});
