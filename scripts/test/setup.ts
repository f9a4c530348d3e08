import { afterEach, beforeEach } from "vitest";

const reported: string[] = [];

beforeEach(() => {
  reported.length = 0;
  // Set by hand, not by a spy: a test that expects the message may spy on top of it.
  console.error = (...values: unknown[]) => {
    reported.push(values.map(String).join(" "));
  };
});

afterEach(() => {
  if (reported.length > 0) {
    throw new Error(`console.error was called unexpectedly:\n${reported.join("\n")}`);
  }
});
