import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findBrokenReferences, listAnchors } from "./links.mjs";

const files = {
  exists: (file) => ["docs/a.md", "docs/b.md", "lib/env.ts"].includes(file),
  read: () => "# One\n\n## When a member leaves\n",
};

describe("references in the docs", () => {
  test("have the anchors that GitHub gives headings", () => {
    expect(listAnchors("# Export a member's data\n\n```sh\n# no heading\n```\n")).toEqual([
      "export-a-members-data",
    ]);
  });

  test("may lead to a page, a heading or a file of the code", () => {
    const text =
      "[a](b.md), [b](b.md#when-a-member-leaves), [c](#one), [d](https://a.example), `lib/env.ts`";
    expect(findBrokenReferences("docs/a.md", text, files)).toEqual([]);
  });

  test.each(["[a](c.md)", "[a](b.md#two)", "[a](#two)", "`lib/gone.ts`"])(
    "are named if they lead nowhere: %s",
    (text) => {
      expect(findBrokenReferences("docs/a.md", text, files)).toHaveLength(1);
    },
  );

  test("lead somewhere on every page", () => {
    const pages = execFileSync("git", ["ls-files", "*.md"], { encoding: "utf8" })
      .trim()
      .split("\n");
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.flatMap((page) => findBrokenReferences(page, readFileSync(page, "utf8")))).toEqual(
      [],
    );
  });
});

describe("a decision record", () => {
  const records = readdirSync("docs/decisions").filter((file) => /^\d{4}-/.test(file));

  test.each(records)("has date, status and the four sections: %s", (file) => {
    const text = readFileSync(`docs/decisions/${file}`, "utf8");
    expect(text).toMatch(/^# \d+\. .+\n\n- Date: \d{4}-\d\d-\d\d\n- Status: \w/);
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(sections).toEqual(["Context", "Decision", "Consequences", "Alternatives"]);
  });

  test("has a number of its own", () => {
    expect(new Set(records.map((file) => file.slice(0, 4))).size).toBe(records.length);
  });
});
