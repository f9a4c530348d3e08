import { describe, expect, test } from "vitest";
import { findWrongImports, subjects } from "./layers.mjs";

const service = 'import "server-only";\nexport const getSummary = 1;\n';
const tree = {
  "lib/performance/summaries/get-summary.ts": service,
  "lib/performance/summaries/schemas.ts": "export const summary = 1;\n",
};

const wrongImports = [
  ["lib/performance/domain/scoring/score.ts", "node:fs"],
  ["lib/performance/domain/scoring/score.ts", "temporal-polyfill"],
  ["lib/performance/domain/scoring/score.ts", "@/lib/errors"],
  ["lib/performance/domain/scoring/score.test.ts", "@/lib/db/client"],
  ["lib/performance/ledger/queries/entries.ts", "@/lib/performance/summaries/get-summary"],
  ["lib/performance/ledger/append-entry.ts", "@/lib/performance/summaries/get-summary"],
  ["lib/performance/imports/import-rows.ts", "@/lib/performance/contests/queries/contests"],
  ["lib/performance/rankings/queries/leaderboard.ts", "@/lib/performance/analytics/queries/days"],
  ["lib/performance/summaries/get-summary.ts", "@/lib/db/generated/client"],
  ["lib/performance/summaries/get-summary.ts", "@/lib/db/client"],
  ["lib/performance/summaries/get-summary.ts", "next/server"],
  ["lib/performance/summaries/schemas.ts", "@/lib/context"],
  ["lib/performance/summaries/schemas.ts", "@/lib/performance/analytics/schemas"],
  ["lib/performance/summaries/reads.ts", "server-only"],
  ["lib/performance/access/permissions.ts", "zod"],
  ["lib/api/route.ts", "@/lib/performance/summaries/get-summary"],
  ["lib/db/client.ts", "@/lib/performance/domain/scoring/score"],
  ["lib/i18n/format.ts", "@/components/ui/button"],
  ["lib/i18n/format.ts", "@/lib/db/generated/client"],
  ["lib/i18n/format.ts", "../components/button"],
  ["components/ui/card.tsx", "@/lib/performance/summaries/get-summary"],
  ["components/ui/card.tsx", "@/components/history/history-table"],
  ["components/ui/card.tsx", "next/headers"],
  ["components/ui/card.tsx", "chart.js"],
  ["components/history/history-table.tsx", "@/lib/performance/history/queries/entries"],
  ["app/page.tsx", "@/lib/performance/rankings/queries/leaderboard"],
  ["app/api/performance/user/[id]/route.ts", "@/lib/db/client"],
  ["app/page.test.ts", "@/e2e/support/pages"],
  ["e2e/dashboard.spec.ts", "@/lib/db/client"],
  ["e2e/dashboard.spec.ts", "@/lib/performance/summaries/get-summary"],
  ["scripts/pts/import.ts", "@/app/page"],
];

const rightImports = [
  ["lib/performance/domain/scoring/score.ts", "@/lib/performance/domain/scoring/sums"],
  ["lib/performance/domain/time/local-time.ts", "temporal-polyfill"],
  ["lib/performance/domain/scoring/score.property.test.ts", "fast-check"],
  ["lib/performance/imports/queries/rows.ts", "@/lib/performance/ledger/queries/sum-columns"],
  ["lib/performance/imports/queries/rows.ts", "@/lib/db/client"],
  ["lib/performance/imports/import-rows.ts", "@/lib/performance/imports/queries/rows"],
  ["lib/performance/imports/import-rows.ts", "@/lib/performance/ledger/queries/entries"],
  ["lib/performance/analytics/get-days.ts", "@/lib/performance/summaries/get-summary"],
  ["lib/performance/analytics/schemas.ts", "@/lib/performance/summaries/schemas"],
  ["lib/performance/summaries/schemas.ts", "zod"],
  ["components/charts/trend-chart.tsx", "chart.js"],
  ["components/ui/card.tsx", "@/lib/i18n/format"],
  ["components/history/history-table.tsx", "@/lib/performance/summaries/schemas"],
  ["app/page.tsx", "@/lib/performance/summaries/get-summary"],
];

const unsteady = ["Date.now()", "new Date()", "Math.random()", "Temporal.Now.instant()"];
const unsteadyFile = "lib/performance/domain/unsteady.ts";
const steady = "new Date(0)";

const unsteadyInTests = [
  ...unsteady,
  "randomBytes(6)",
  "randomInt(6)",
  "randomUUID()",
  "crypto.randomUUID()",
];
const testFiles = [
  "lib/performance/domain/score.test.ts",
  "lib/db/client.integration.test.ts",
  "lib/auth/testing/make-member.ts",
  "app/api/_tests/make-studio.ts",
  "e2e/work.spec.ts",
];

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

function valueLine(expression) {
  return `values.push(${expression});`;
}

function findPlugins(file, expression) {
  return findRules(file, valueLine(expression)).filter(({ rule }) => rule === "plugin");
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
  for (const expression of [...unsteadyInTests, steady]) {
    for (const file of [...testFiles, "lib/auth/sign-in.ts"]) addLine(file, valueLine(expression));
  }
  addLine(servicesFile, databaseTypes);
  addLine(servicesFile, databaseValues);
  for (const [file, lines] of files) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${lines.join("\n")}\n`);
  }
  for (const plugin of ["pure", "steady"].map((name) => `scripts/lint/${name}.grit`)) {
    cpSync(join(root, plugin), join(tree, plugin));
  }
}

describe("the layer rules", () => {
  test.each(wrongImports)("%s may not import %s", (file, specifier) => {
    expect(check(file, specifier)).toEqual([expect.stringContaining(`${file}: "${specifier}"`)]);
  });

  test.each(rightImports)("%s may import %s", (file, specifier) => {
    expect(check(file, specifier)).toEqual([]);
  });

  test("a service may name the types of the database", () => {
    const statement = 'import type { Transaction } from "@/lib/db/client";';
    expect(check("lib/performance/ledger/append-entry.ts", "", statement)).toEqual([]);
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

  test.each(unsteadyInTests)("tests and what they are made of may not use %s", (expression) => {
    for (const file of testFiles) expect(findPlugins(file, expression), file).not.toEqual([]);
    expect(findPlugins("lib/auth/sign-in.ts", expression)).toEqual([]);
  });

  test("tests may build a date from a given instant", () => {
    for (const file of testFiles) expect(findPlugins(file, steady), file).toEqual([]);
  });

  test("the domain may build a date from a given instant", () => {
    const line = `export const value${unsteady.length} = ${steady};`;
    expect(findRules(unsteadyFile, line).map((fault) => fault.rule)).not.toContain("plugin");
  });
});
