import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toKey } from "@/lib/performance/domain/assignments/field-names";

const root = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The source of the product; its texts, tests, demo and tools are no places where a field is added. */
function listSources(): readonly string[] {
  const folders = ["app", "components", "lib", "prisma/schema.prisma"];
  const command = ["ls-files", "--cached", "--others", "--exclude-standard", ...folders];
  const listed = execFileSync("git", command, { cwd: root, encoding: "utf8" });
  return listed
    .split("\n")
    .filter((file) => /\.(?:tsx?|mjs|prisma)$/.test(file))
    .filter((file) => !/\.test\.tsx?$|\/testing\/|\/_tests\/|\/generated\//.test(file));
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm;

/** The sources whose code has one of the words, also within a text. */
function listPlaces(words: readonly string[]): readonly string[] {
  const word = new RegExp(`(?<![\\w'’-])(?:${words.join("|")})(?![\\w'’-])`);
  return listSources().filter((file) => word.test(read(file).replace(COMMENT, "")));
}

const [, section = ""] = read("CONTRIBUTING.md").split("\n## Add a field to an assignment\n");
const [text = ""] = section.split("\n## ");
const steps = text.split(/^\d\. /m).slice(1);

/** Sources that read the field of the example for a purpose of their own, with nothing to change for another field. */
const readers: readonly string[] = [
  // Only a tracker that has a column for a field maps one.
  "lib/ingest/built-in/trackers.ts",
  "lib/ingest/built-in/more-trackers.ts",
  // A project of Jira is part of a key.
  "lib/ingest/deliveries/jira.ts",
];

describe("adding a field to an assignment", () => {
  it("takes the six places that CONTRIBUTING.md names, and no other", () => {
    const named = steps.map((step) => /^`([^`]+)`/.exec(step)?.[1] ?? "");
    expect(named).toHaveLength(6);
    const places = listPlaces(["project", toKey("project")]);
    expect(
      places.filter((place) => !readers.includes(place)),
      "Derive the field from its declaration, or name the source in CONTRIBUTING.md or in `readers`",
    ).toEqual(named.toSorted());
  });

  it("takes the code that CONTRIBUTING.md shows", () => {
    for (const step of steps) {
      const file = /^`([^`]+)`/.exec(step)?.[1] ?? "";
      const shown =
        /```\w+\n([\s\S]*?)```/
          .exec(step)?.[1]
          ?.trim()
          .split(/\s*\n\s*/) ?? [];
      expect(shown, file).not.toEqual([]);
      const lines = read(file)
        .split("\n")
        .map((line) => line.trim());
      const first = lines.indexOf(shown[0] ?? "");
      expect(lines.slice(first, first + shown.length), file).toEqual(shown);
    }
  });
});
