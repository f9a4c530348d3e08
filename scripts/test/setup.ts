import { afterEach, beforeEach, vi } from "vitest";

if (process.env.PTS_PROPERTY_RUNS) {
  // Most tests try no property: they do without loading it.
  const { applyPropertyRuns } = await import("./property-runs");
  applyPropertyRuns();
}

const reported: string[] = [];

beforeEach(() => {
  reported.length = 0;
  // Set by hand, not by a spy: a test that expects the message may spy on top of it.
  console.error = (...values: unknown[]) => {
    reported.push(values.map(String).join(" "));
  };
});

afterEach(() => {
  // The next file may run in this process.
  vi.unstubAllEnvs();
  if (reported.length > 0) {
    throw new Error(`console.error was called unexpectedly:\n${reported.join("\n")}`);
  }
});
