import { describe, expect, it } from "vitest";
import { toStagedContent } from "./staged-content";

function stagedTitle(title: string): unknown {
  return JSON.parse(toStagedContent({ given: { title }, row: null })).given.title;
}

describe("the staged content of a row", () => {
  it.each([
    ["a NUL", "a\u0000b", "a\uFFFDb"],
    ["half a character", "a\uD83Db", "a\uFFFDb"],
    ["a whole character beyond the first plane", "a😀b", "a😀b"],
    ["an escape that was written out", "a\\u0000b", "a\\u0000b"],
    ["an escape behind two backslashes", "a\\\\u0000b", "a\\\\u0000b"],
    ["a backslash before a NUL", "a\\\u0000b", "a\\\uFFFDb"],
  ])("keeps every character of %s that the database can store", (_, title, kept) => {
    expect(stagedTitle(title)).toBe(kept);
  });

  it("handles a long run of backslashes", () => {
    const run = "\\".repeat(500_000);
    expect(stagedTitle(run)).toBe(run);
  });
});
