/**
 * `npm run lighthouse`: what the pages cost a phone, as a table of budgets. Not a test: the figures of a busy machine say
 * nothing, so it is run by whoever changes what is loaded. Status 1 where a budget is not met.
 */
import { chromium } from "@playwright/test";
import { getLaunchOptions } from "@/scripts/browser/launch-options";
import { signInAsRole, startDemoServer } from "@/scripts/product/demo-server";
import { findFreePort } from "@/scripts/product/free-port";
import { type Lighthouse, loadLighthouse, type Report } from "./install";
import { measureScript } from "./measure-script";

const paths = ["/", "/team", "/analytics"] as const;

/** One run of a browser says little: a page's scores are those of the run with the median performance. */
const runs = 5;
/** A browser sometimes records nothing of a visit: that is no score, and the visit is made again. */
const mostAttempts = 2 * runs;
/** A server that has just started makes its first answers slowly, and takes the processor from the browser meanwhile. */
const warmUps = 10;

/** Compressed script that the overview may need above a nearly empty page of the same build. */
const scriptBudget = 90;

type Line = {
  readonly what: string;
  readonly budget: string;
  readonly figure: string;
  readonly isMet: boolean;
};

type Visit = { readonly port: number; readonly session: string };

async function auditOften(lighthouse: Lighthouse, address: string, visit: Visit): Promise<Line[]> {
  const reports: Report[] = [];
  for (let attempt = 0; attempt < mostAttempts && reports.length < runs; attempt += 1) {
    const report = await audit(lighthouse, address, visit);
    if (report.runtimeError === undefined) reports.push(report);
  }
  const sorted = reports.toSorted(
    (left, right) => toScore(left, "performance") - toScore(right, "performance"),
  );
  const median = sorted[Math.floor(runs / 2)];
  if (sorted.length < runs || median === undefined) {
    throw new Error(
      `Lighthouse recorded ${sorted.length} of ${mostAttempts} visits of ${address}; a median needs ${runs}.`,
    );
  }
  return linesOf(new URL(address).pathname, median);
}

const toScore = ({ categories }: Report, id: string) =>
  Math.round((categories[id]?.score ?? 0) * 100);

async function audit(
  lighthouse: Lighthouse,
  address: string,
  { port, session }: Visit,
): Promise<Report> {
  const result = await lighthouse(address, {
    port,
    output: "json",
    logLevel: "error",
    extraHeaders: { Cookie: session },
    onlyCategories: ["performance", "accessibility", "best-practices"],
    // Line and processor are slowed down, not reckoned slower afterwards: on loopback scripts come with the document, and
    // server, compilers and page have two cores between them at a moment at which a phone only waits.
    throttlingMethod: "devtools",
  });
  if (result === undefined) throw new Error(`Lighthouse gave no report of ${address}.`);
  return result.lhr;
}

function linesOf(path: string, report: Report): Line[] {
  const { audits, environment } = report;
  const shift = audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN;
  const atLeast = (name: string, id: string, least: number): Line => ({
    what: `${path} ${name}`,
    budget: `≥ ${least}`,
    figure: String(toScore(report, id)),
    isMet: toScore(report, id) >= least,
  });
  const seconds = (id: string) =>
    `${((audits[id]?.numericValue ?? Number.NaN) / 1000).toFixed(1)} s`;
  console.log(
    `${path}: first paint ${seconds("first-contentful-paint")}, largest ${seconds("largest-contentful-paint")}, blocked ${seconds("total-blocking-time")}, speed index ${seconds("speed-index")}; this machine's index ${Math.round(environment.benchmarkIndex)} (a phone's is some 150 to 500, a free laptop's above 1500)`,
  );
  return [
    atLeast("performance", "performance", 90),
    atLeast("accessibility", "accessibility", 100),
    atLeast("best practices", "best-practices", 100),
    { what: `${path} layout shift`, budget: "0", figure: String(shift), isMet: shift === 0 },
  ];
}

function print(lines: readonly Line[]): void {
  const rows = [
    ["", "budget", "figure", "met"],
    ...lines.map(({ what, budget, figure, isMet }) => [what, budget, figure, isMet ? "yes" : "NO"]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}

async function main(): Promise<void> {
  const lighthouse = await loadLighthouse();
  const server = await startDemoServer();
  try {
    const port = await findFreePort();
    const launchOptions = getLaunchOptions();
    await using browser = await chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    });
    // Who sees every page that is measured.
    const session = await signInAsRole(server, "manager");
    const empty = await measureScript(browser, `${server.address}/nothing-here`, null);
    const lines: Line[] = [];
    for (const path of paths) {
      for (let visit = 0; visit < warmUps; visit += 1) {
        await (await fetch(`${server.address}${path}`, { headers: { Cookie: session } })).text();
      }
      const script = (await measureScript(browser, `${server.address}${path}`, session)) - empty;
      lines.push({
        what: `${path} script above a nearly empty page (${empty.toFixed(1)} kB)`,
        budget: `≤ ${scriptBudget} kB`,
        figure: `${script.toFixed(1)} kB`,
        isMet: script <= scriptBudget,
      });
      lines.push(...(await auditOften(lighthouse, `${server.address}${path}`, { port, session })));
    }
    print(lines);
    process.exitCode = lines.every(({ isMet }) => isMet) ? 0 : 1;
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
