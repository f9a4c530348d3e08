import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findUnprovenClaims, listClaims } from "./claims.mjs";
import { listAnchors } from "./links.mjs";

const folder = "docs/compliance";
const page = readFileSync(`${folder}/claims.md`, "utf8");

const files = {
  exists: (file) => ["lib/a.test.ts", "lib/a.ts"].includes(file),
  read: () => 'it("adds one", () => {',
};

describe("a claim", () => {
  test("is proven by a test that exists", () => {
    expect(findUnprovenClaims("## One\n\n- `lib/a.test.ts`: adds one\n", files)).toEqual([]);
  });

  test.each([
    ["no test", "## One\n\nText.\n"],
    ["a test that is gone", "## One\n\n- `lib/a.test.ts`: adds two\n"],
    ["a file that is gone", "## One\n\n- `lib/b.test.ts`: adds one\n"],
    ["a file that is no test", "## One\n\n- `lib/a.ts`: adds one\n"],
  ])("is named if it has %s", (_, text) => {
    expect(findUnprovenClaims(text, files)).toHaveLength(1);
  });

  test("of the compliance pages has tests that exist", () => {
    expect(listClaims(page).length).toBeGreaterThan(20);
    expect(findUnprovenClaims(page)).toEqual([]);
  });

  test("supports another page", () => {
    const others = readdirSync(folder)
      .filter((file) => file !== "claims.md")
      .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
      .join("\n");
    const anchors = listAnchors(page).filter((anchor) => anchor !== "claims");
    expect(anchors.filter((anchor) => !others.includes(`claims.md#${anchor})`))).toEqual([]);
  });
});
