import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { getMetrics } from "./metrics";

const rules = z
  .object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels: z.object({ severity: z.enum(["critical", "warning", "info"]) }),
            annotations: z.object({ summary: z.string(), runbook: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(readFileSync("deploy/prometheus/alerts.yaml", "utf8")))
  .groups.flatMap((group) => group.rules);

const panels = z
  .object({
    panels: z.array(
      z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) }),
    ),
  })
  .parse(JSON.parse(readFileSync("deploy/grafana/dashboard.json", "utf8"))).panels;

async function listMetricNames(): Promise<ReadonlySet<string>> {
  const { registry, shared } = getMetrics();
  const metrics = [
    ...(await registry.getMetricsAsJSON()),
    ...(await shared.registry.getMetricsAsJSON()),
  ];
  return new Set(metrics.map(({ name }) => name));
}

/** The metrics in an expression, a histogram by its own name. */
function listUsed(expression: string): string[] {
  const found = expression.match(/\b(?:pts|nodejs|process)_\w+/g) ?? [];
  return found.map((name) => name.replace(/(_seconds)_(bucket|count|sum)$/, "$1"));
}

test("each metric of an alert or the dashboard exists, and each metric of the service is used", async () => {
  const names = await listMetricNames();
  const used = [...rules, ...panels.flatMap(({ targets }) => targets)].flatMap(({ expr }) =>
    listUsed(expr),
  );
  expect(used.filter((name) => !names.has(name))).toEqual([]);
  const own = [...names].filter((name) => name.startsWith("pts_"));
  expect(own.filter((name) => !used.includes(name))).toEqual([]);
});

test("each metric of the service is described in the docs", async () => {
  const docs = readFileSync("docs/operations.md", "utf8");
  const own = [...(await listMetricNames())].filter((name) => name.startsWith("pts_"));
  expect(own.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});

test.each(rules)("the alert $alert has a section of its own in the runbook", (rule) => {
  const docs = readFileSync("docs/operations.md", "utf8");
  expect(docs).toContain(`\n### ${rule.alert}\n`);
  expect(rule.annotations.runbook).toBe(`docs/operations.md#${rule.alert.toLowerCase()}`);
});

test.each(rules)("promtool tests the alert $alert", ({ alert }) => {
  const tests = readFileSync("deploy/prometheus/alerts.test.yaml", "utf8");
  const firing = tests.slice(tests.indexOf("everything out of order"));
  expect(firing).toMatch(new RegExp(`alertname(="|: )${alert}\\b`));
});
