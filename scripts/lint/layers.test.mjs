import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const folder = mkdtempSync(join(tmpdir(), "pts-layers-"));

const wrongImports = [
  ["lib/performance/domain/score.ts", "node:fs"],
  ["lib/performance/domain/score.ts", "temporal-polyfill"],
  ["lib/performance/domain/score.ts", "@/lib/errors"],
  ["lib/performance/domain/score.test.ts", "@/lib/db/client"],
  ["lib/performance/queries/find-member.ts", "@/lib/performance/services/get-summary"],
  ["lib/performance/services/get-summary.ts", "@/lib/db/client"],
  ["lib/performance/services/get-summary.ts", "next/server"],
  ["lib/performance/schemas.ts", "@/lib/context"],
  ["lib/performance/access.ts", "zod"],
  ["lib/performance/serializers.ts", "@/lib/performance/queries/find-member"],
  ["lib/performance/query-options.ts", "server-only"],
  ["lib/api/route.ts", "@/lib/performance/services/get-summary"],
  ["lib/db/client.ts", "@/lib/performance/domain/score"],
  ["lib/format.ts", "@/components/ui/button"],
  ["lib/format.ts", "@/lib/db/generated/client"],
  ["lib/format.ts", "../components/button"],
  ["components/ui/card.tsx", "@/lib/performance/services/get-summary"],
  ["components/ui/card.tsx", "@/lib/auth/session"],
  ["components/ui/card.tsx", "chart.js"],
  ["app/page.tsx", "@/lib/performance/queries/find-member"],
  ["app/api/performance/user/[id]/route.ts", "@/lib/db/client"],
  ["e2e/dashboard.spec.ts", "@/lib/db/client"],
];

const rightImports = [
  ["lib/performance/domain/score.ts", "@/lib/performance/domain/sums"],
  ["lib/performance/domain/local-time.ts", "temporal-polyfill"],
  ["lib/performance/domain/score.property.test.ts", "fast-check"],
  ["lib/performance/queries/find-member.ts", "@/lib/db/client"],
  ["lib/performance/services/get-summary.ts", "@/lib/performance/queries/find-member"],
  ["lib/performance/schemas.ts", "zod"],
  ["components/charts/trend-chart.tsx", "chart.js"],
  ["components/ui/card.tsx", "@/lib/format"],
  ["app/page.tsx", "@/lib/performance/services/get-summary"],
];

const unsteady = ["Date.now()", "new Date()", "Math.random()", "Temporal.Now.instant()"];

// Each case has a tree of its own: the rules go by the file's place, and cases share places.
function lint(file, content) {
  const tree = mkdtempSync(join(folder, "case-"));
  const { $schema: _schema, ...configuration } = JSON.parse(
    readFileSync(join(root, "biome.json"), "utf8"),
  );
  configuration.vcs = { enabled: false };
  writeFileSync(join(tree, "biome.json"), JSON.stringify(configuration));
  cpSync(join(root, "scripts/lint/pure.grit"), join(tree, "scripts/lint/pure.grit"));
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), content);
  const { stdout, stderr } = spawnSync(process.execPath, [biome, "lint", file], {
    cwd: tree,
    encoding: "utf8",
  });
  return stdout + stderr;
}

function lintImport(file, name) {
  return lint(file, `import { thing } from "${name}";\n\nexport const other = thing;\n`);
}

describe("the layer rules", () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(wrongImports)("%s may not import %s", (file, name) => {
    expect(lintImport(file, name)).toContain("lint/style/noRestrictedImports");
  });

  test.each(rightImports)("%s may import %s", (file, name) => {
    const output = lintImport(file, name);
    expect(output).toContain("Checked 1 file");
    expect(output).not.toContain("lint/style/noRestrictedImports");
  });

  test.each(unsteady)("the domain may not use %s", (expression) => {
    const output = lint("lib/performance/domain/score.ts", `export const value = ${expression};\n`);
    expect(output).toContain("The domain has no clock and no randomness");
  });

  test("the domain may build a date from a given instant", () => {
    const output = lint(
      "lib/performance/domain/score.ts",
      "export const value = (instant: number): Date => new Date(instant);\n",
    );
    expect(output).toContain("Checked 1 file");
    expect(output).not.toContain("The domain has no clock");
  });
});
