import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BudgetResult, getProcessors, type RequestResult, type Spread } from "./results";

export type BenchReport = {
  readonly at: string;
  readonly database: string;
  readonly size: Readonly<Record<string, number>>;
  readonly requests: readonly RequestResult[];
  readonly budgets: readonly BudgetResult[];
};

const file = "last.json";

/** Prints both tables, each figure beside that of the last run of the same size, and stores JSON and a chart. */
export function writeReport(folder: string, report: BenchReport): void {
  const last = readLast(folder);
  const isSameSize = last !== null && JSON.stringify(last.size) === JSON.stringify(report.size);
  const known = isSameSize ? last : null;
  console.log(`On ${report.database}, ${JSON.stringify(report.size)}:`);
  console.table(report.requests.map((result) => toRequestRow(result, known)));
  console.table(report.budgets.map((result) => toBudgetRow(result, known)));
  mkdirSync(folder, { recursive: true });
  const text = `${JSON.stringify(report, null, 2)}\n`;
  writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, `${report.at.replaceAll(":", "-")}.json`), text);
  writeFileSync(join(folder, "last.svg"), drawChart(report.budgets));
  console.log(`Stored in ${folder}: ${file}, last.svg.`);
}

function readLast(folder: string): BenchReport | null {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function toRequestRow(result: RequestResult, last: BenchReport | null) {
  const before = last?.requests.find(({ id }) => id === result.id);
  return {
    request: result.id,
    ms: formatSpread(result.time),
    "web ms": format(result.web),
    "database ms": format(result.database),
    kB: format(result.kilobytes),
    ...(result.against && {
      "compared ms": formatSpread(result.against.time),
      "compared processor ms": format(result.against.processors),
    }),
    ...(before && { "last processor ms": format(getProcessors(before)) }),
  };
}

function toBudgetRow(result: BudgetResult, last: BenchReport | null) {
  const before = last?.budgets.find(({ id, what }) => id === result.id && what === result.what);
  return {
    request: result.id,
    figure: result.what,
    budget: result.limit,
    measured: format(result.figure),
    met: result.isMet ? "yes" : "NO",
    ...(before && { last: format(before.figure) }),
  };
}

function formatSpread({ median, least, most }: Spread): string {
  return `${format(median)} (${format(least)}–${format(most)})`;
}

function format(value: number | null): string {
  return value === null ? "–" : value.toFixed(value < 10 ? 2 : 1);
}

const bar = { height: 20, left: 320, unit: 160, most: 3 };

/** A bar for each budget: how many times better than its limit the figure is. The line is the limit. */
export function drawChart(budgets: readonly BudgetResult[]): string {
  const height = budgets.length * bar.height + 20;
  const bars = budgets.map(({ id, what, limit, figure, margin, isMet }, index) => {
    const y = index * bar.height + 10;
    const width = Math.min(margin, bar.most) * bar.unit;
    const label = escapeText(`${id}: ${what} ${format(figure)} (${limit})`);
    return [
      `<text x="${bar.left - 8}" y="${y + 12}" text-anchor="end">${label}</text>`,
      `<rect x="${bar.left}" y="${y}" width="${width.toFixed(1)}" height="14" fill="${isMet ? "#2f7d4f" : "#b3402e"}"/>`,
    ].join("");
  });
  const limit = bar.left + bar.unit;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${bar.left + bar.most * bar.unit + 10}" height="${height}" font-family="sans-serif" font-size="11">`,
    ...bars,
    `<line x1="${limit}" x2="${limit}" y1="0" y2="${height}" stroke="#333" stroke-dasharray="3"/>`,
    "</svg>\n",
  ].join("\n");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
