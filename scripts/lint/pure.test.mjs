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
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const tree = realpathSync(mkdtempSync(join(tmpdir(), "pts-pure-")));

const clocks = ["Date.now()", "new Date()", "Math.random()", "Temporal.Now.instant()"];
const randomness = ["randomBytes(6)", "randomInt(6)", "randomUUID()", "crypto.randomUUID()"];
const given = "new Date(0)";
const expressions = [...clocks, ...randomness, given];

const domainFile = "lib/performance/domain/scoring/unsteady.ts";
const testFiles = [
  "lib/performance/domain/scoring/score.test.ts",
  "lib/db/client.integration.test.ts",
  "lib/auth/testing/make-member.ts",
  "app/api/_tests/make-scenario.ts",
  "e2e/assignments.spec.ts",
];

let pluginLines = new Set();

function write(name, text) {
  mkdirSync(dirname(join(tree, name)), { recursive: true });
  writeFileSync(join(tree, name), text);
}

const isRejected = (file, expression) =>
  pluginLines.has(`${file}:${expressions.indexOf(expression) + 1}`);

describe("the rules against clocks and randomness", () => {
  beforeAll(() => {
    const { $schema: _schema, ...configuration } = JSON.parse(
      readFileSync(join(root, "biome.json"), "utf8"),
    );
    write("biome.json", JSON.stringify({ ...configuration, vcs: { enabled: false } }));
    const text = expressions.map((one, index) => `export const value${index} = ${one};\n`).join("");
    for (const file of [domainFile, ...testFiles]) {
      write(file, text);
    }
    for (const plugin of ["pure", "steady"]) {
      cpSync(join(root, `scripts/lint/${plugin}.grit`), join(tree, `scripts/lint/${plugin}.grit`));
    }
    const { stdout } = spawnSync(
      process.execPath,
      [biome, "lint", "--reporter=github", "--max-diagnostics=none"],
      { cwd: tree, encoding: "utf8" },
    );
    pluginLines = new Set(
      [...stdout.matchAll(/title=plugin,file=([^,]+),line=(\d+)/g)].map(
        ([, file, line]) => `${relative(tree, file)}:${line}`,
      ),
    );
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test.each(clocks)("reject %s in the domain", (expression) => {
    expect(isRejected(domainFile, expression)).toBe(true);
  });

  test.each(testFiles.flatMap((file) => [...clocks, ...randomness].map((one) => [one, file])))(
    "reject %s in %s",
    (expression, file) => {
      expect(isRejected(file, expression)).toBe(true);
    },
  );

  test.each([domainFile, ...testFiles])(
    "accept a date built from a given instant in %s",
    (file) => {
      expect(isRejected(file, given)).toBe(false);
    },
  );
});
