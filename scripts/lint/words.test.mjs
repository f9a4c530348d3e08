import { describe, expect, test } from "vitest";
import { findRetiredWords, longestCommentLine } from "./words.mjs";

describe("the retired words", () => {
  test.each([
    ["in a comment", "/** Whoever reads this. */"],
    ["in an identifier", "const refuseRow = 1;"],
    ["in the name of a column", 'select("refused_at")'],
    ["in a name of two words", "function setAsideJob() {}".replace("setAside", "sets aside")],
    ["in a text", 'const title = "Nobody matches";'],
  ])("are found %s", (_where, line) => {
    expect(findRetiredWords("lib/file.ts", line)).toEqual([
      expect.stringMatching(/^lib\/file\.ts:1: ".+" is retired\. Write .+\.$/),
    ]);
  });

  test("are not found in names of the published API", () => {
    expect(findRetiredWords("lib/file.ts", "set_aside_at: row.failed_at,")).toEqual([]);
  });

  test("are not found inside other words", () => {
    expect(findRetiredWords("lib/file.ts", "const standard = understand(ECONNREFUSED);")).toEqual(
      [],
    );
  });
});

describe("the length of a comment line", () => {
  test("has a limit", () => {
    expect(findRetiredWords("lib/file.ts", `// ${"x".repeat(longestCommentLine)}`)).toHaveLength(1);
    expect(findRetiredWords("lib/file.ts", `// ${"x".repeat(longestCommentLine - 3)}`)).toEqual([]);
  });
});
