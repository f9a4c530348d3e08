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
const tree = realpathSync(mkdtempSync(join(tmpdir(), "pts-layers-")));

const wrongImports = [
  ["lib/performance/domain/scoring/score.ts", "node:fs"],
  ["lib/performance/domain/scoring/score.ts", "temporal-polyfill"],
  ["lib/performance/domain/scoring/score.ts", "@/lib/errors"],
  ["lib/performance/domain/scoring/score.test.ts", "@/lib/db/client"],
  ["lib/performance/queries/find-member.ts", "@/lib/performance/services/get-summary"],
  ["lib/performance/services/get-summary.ts", "@/lib/db/client"],
  ["lib/performance/services/get-summary.ts", "next/server"],
  ["lib/performance/schemas.ts", "@/lib/context"],
  ["lib/performance/access/permissions.ts", "zod"],
  ["lib/performance/shared/serializers.ts", "@/lib/performance/queries/find-member"],
  ["lib/performance/shared/query-options.ts", "server-only"],
  ["lib/api/route.ts", "@/lib/performance/services/get-summary"],
  ["lib/db/client.ts", "@/lib/performance/domain/score"],
  ["lib/i18n/format.ts", "@/components/ui/button"],
  ["lib/i18n/format.ts", "@/lib/db/generated/client"],
  ["lib/i18n/format.ts", "../components/button"],
  ["components/ui/card.tsx", "@/lib/performance/services/get-summary"],
  ["components/ui/card.tsx", "@/lib/auth/session"],
  ["components/ui/card.tsx", "chart.js"],
  ["app/page.tsx", "@/lib/performance/queries/find-member"],
  ["app/api/performance/user/[id]/route.ts", "@/lib/db/client"],
  ["e2e/dashboard.spec.ts", "@/lib/db/client"],
];

const rightImports = [
  ["lib/performance/domain/scoring/score.ts", "@/lib/performance/domain/sums"],
  ["lib/performance/domain/time/local-time.ts", "temporal-polyfill"],
  ["lib/performance/domain/scoring/score.property.test.ts", "fast-check"],
  ["lib/performance/queries/find-member.ts", "@/lib/db/client"],
  ["lib/performance/services/get-summary.ts", "@/lib/performance/queries/find-member"],
  ["lib/performance/schemas.ts", "zod"],
  ["components/charts/trend-chart.tsx", "chart.js"],
  ["components/ui/card.tsx", "@/lib/format"],
  ["app/page.tsx", "@/lib/performance/services/get-summary"],
];

const unsteady = ["Date.now()", "new Date()", "Math.random()", "Temporal.Now.instant()"];
const unsteadyFile = "lib/performance/domain/unsteady.ts";
const steady = "new Date(0)";

const IMPORT_RULE = "lint/style/noRestrictedImports";
const allImports = [...wrongImports, ...rightImports];
const files = new Map();
let faults = [];

const servicesFile = "lib/performance/services/types.ts";
const databaseTypes = 'export type { Transaction } from "@/lib/db/client";';
const databaseValues = 'export { getDatabase } from "@/lib/db/client";';

function addLine(file, line) {
  files.set(file, [...(files.get(file) ?? []), line]);
}

function findRules(file, line) {
  const number = (files.get(file) ?? []).indexOf(line) + 1;
  expect(number, "a line that was linted").toBeGreaterThan(0);
  return faults.filter((fault) => fault.file === file && fault.line === number);
}

function findImportRules(file, name) {
  return findRules(file, importLine(file, name))
    .map((fault) => fault.rule)
    .filter((rule) => rule === IMPORT_RULE);
}

function importLine(file, name) {
  return `import { thing${allImports.findIndex(([place, what]) => place === file && what === name)} } from "${name}";`;
}

function writeTree() {
  const { $schema: _schema, ...configuration } = JSON.parse(
    readFileSync(join(root, "biome.json"), "utf8"),
  );
  configuration.vcs = { enabled: false };
  files.set("biome.json", [JSON.stringify(configuration)]);
  for (const [file, name] of allImports) {
    addLine(file, importLine(file, name));
  }
  for (const [index, expression] of [...unsteady, steady].entries()) {
    addLine(unsteadyFile, `export const value${index} = ${expression};`);
  }
  addLine(servicesFile, databaseTypes);
  addLine(servicesFile, databaseValues);
  for (const [file, lines] of files) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${lines.join("\n")}\n`);
  }
  cpSync(join(root, "scripts/lint/pure.grit"), join(tree, "scripts/lint/pure.grit"));
}

describe("the layer rules", () => {
  beforeAll(() => {
    writeTree();
    const { stdout } = spawnSync(
      process.execPath,
      [biome, "lint", "--reporter=github", "--max-diagnostics=none"],
      { cwd: tree, encoding: "utf8" },
    );
    faults = [...stdout.matchAll(/title=([^,]+),file=([^,]+),line=(\d+)/g)].map(
      ([, rule, file, line]) => ({ rule, file: relative(tree, file), line: Number(line) }),
    );
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test.each(wrongImports)("%s may not import %s", (file, name) => {
    expect(findImportRules(file, name)).toHaveLength(1);
  });

  test.each(rightImports)("%s may import %s", (file, name) => {
    expect(findImportRules(file, name)).toHaveLength(0);
  });

  test("a service may name the database's types, but not reach for the database", () => {
    const rules = (line) => findRules(servicesFile, line).map((fault) => fault.rule);
    expect(rules(databaseTypes)).not.toContain(IMPORT_RULE);
    expect(rules(databaseValues)).toContain(IMPORT_RULE);
  });

  test.each(unsteady)("the domain may not use %s", (expression) => {
    const line = `export const value${unsteady.indexOf(expression)} = ${expression};`;
    expect(findRules(unsteadyFile, line).map((fault) => fault.rule)).toContain("plugin");
  });

  test("the domain may build a date from a given instant", () => {
    const line = `export const value${unsteady.length} = ${steady};`;
    expect(findRules(unsteadyFile, line).map((fault) => fault.rule)).not.toContain("plugin");
  });
});
