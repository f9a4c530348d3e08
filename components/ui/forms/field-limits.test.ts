import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** A limit other than 0, as a number or a date. */
const writtenLimit = /\b(?:maxLength|minLength|min|max|step)=[{"](?!0\})\d[^}"]*[}"]/g;

test("the limits of fields come from the rules of the server, not from numbers in the forms", () => {
  const files = execFileSync("git", ["ls-files", "components/*.tsx"], { encoding: "utf8" })
    .trim()
    .split("\n");
  expect(files.length).toBeGreaterThan(100);
  const written = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(writtenLimit)].map(([limit]) => `${file}: ${limit}`),
  );
  // Whole numbers: the step of the browser without a rule.
  expect(written).toEqual(["components/policies/policy-fields.tsx: step={1}"]);
});
