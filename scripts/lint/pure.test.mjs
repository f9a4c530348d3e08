import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const tree = realpathSync(mkdtempSync(join(tmpdir(), "pts-pure-")));
const file = "lib/performance/domain/scoring/unsteady.ts";
const unsteady = ["Date.now()", "new Date()", "Math.random()", "Temporal.Now.instant()"];
const expressions = [...unsteady, "new Date(0)"];

let ruleOfLine = new Map();

function write(name, text) {
  mkdirSync(dirname(join(tree, name)), { recursive: true });
  writeFileSync(join(tree, name), text);
}

describe("the purity of the domain", () => {
  beforeAll(() => {
    const { $schema: _schema, ...configuration } = JSON.parse(
      readFileSync(join(root, "biome.json"), "utf8"),
    );
    write("biome.json", JSON.stringify({ ...configuration, vcs: { enabled: false } }));
    write(file, expressions.map((one, index) => `export const value${index} = ${one};\n`).join(""));
    cpSync(join(root, "scripts/lint/pure.grit"), join(tree, "scripts/lint/pure.grit"));
    const { stdout } = spawnSync(
      process.execPath,
      [biome, "lint", "--reporter=github", "--max-diagnostics=none"],
      { cwd: tree, encoding: "utf8" },
    );
    ruleOfLine = new Map(
      [...stdout.matchAll(/title=([^,]+),file=[^,]+,line=(\d+)/g)].map(([, rule, line]) => [
        expressions[Number(line) - 1],
        rule,
      ]),
    );
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test.each(unsteady)("rejects %s", (expression) => {
    expect(ruleOfLine.get(expression)).toBe("plugin");
  });

  test("accepts a date built from a given instant", () => {
    expect(ruleOfLine.get("new Date(0)")).toBeUndefined();
  });
});
