import { describe, expect, test } from "vitest";
import { findWrongImports } from "./layers.mjs";
import { subjects } from "./subjects.mjs";

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
  ["lib/performance/imports/queries/rows.ts", "@/lib/db/generated/client"],
  ["lib/performance/imports/import-rows.ts", "@/lib/performance/contests/queries/contests"],
  ["lib/performance/rankings/queries/leaderboard.ts", "@/lib/performance/analytics/queries/days"],
  ["lib/performance/summaries/get-summary.ts", "@/lib/db/generated/client"],
  ["lib/performance/summaries/get-summary.ts", "@/lib/db/client"],
  ["lib/performance/summaries/get-summary.ts", "next/server"],
  ["lib/performance/summaries/schemas.ts", "@/lib/context"],
  ["lib/performance/summaries/schemas.ts", "@/lib/performance/analytics/schemas"],
  ["lib/performance/summaries/reads.ts", "server-only"],
  ["lib/performance/summaries/reads.ts", "zod"],
  ["lib/jobs/reads.ts", "zod"],
  ["lib/jobs/reads.ts", "@/lib/performance/summaries/get-summary"],
  ["lib/performance/summaries/reads.ts", "@/lib/performance/summaries/schemas"],
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
  ["components/ui/card.tsx", "kysely"],
  ["lib/performance/summaries/get-summary.ts", "kysely"],
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
  ["lib/performance/imports/queries/rows.ts", "kysely"],
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

function check(file, specifier, statement = `import { thing } from "${specifier}";`) {
  return findWrongImports(new Map([...Object.entries(tree), [file, statement]]));
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

  test("reads may name the types of schemas", () => {
    const statement = 'import type { summary } from "@/lib/performance/summaries/schemas";';
    expect(check("lib/performance/summaries/reads.ts", "", statement)).toEqual([]);
  });

  test.each(subjects.slice(1))("the subject %s imports no subject above it", (name) => {
    const above = subjects.slice(subjects.indexOf(name) + 1);
    for (const one of above) {
      expect(
        check(`lib/performance/${name}/do-thing.ts`, `@/lib/performance/${one}/thing`),
      ).toHaveLength(1);
    }
  });
});
