/**
 * `npm run lighthouse`: measures pages on an emulated phone and prints a table of budgets. Run it after a change of
 * what pages load. It is no test, because a busy machine gives meaningless figures. Exits with 1 if a budget is
 * exceeded.
 */
import { chromium } from "@playwright/test";
import { getLaunchOptions } from "@/scripts/browser/launch-options";
import { signInAsRole, startDemoServer } from "@/scripts/product/demo-server";
import { findFreePort } from "@/scripts/product/free-port";
import { type Lighthouse, loadLighthouse, type Report } from "./install";
import { measureScript } from "./measure-script";

const paths = ["/", "/team", "/analytics"] as const;

/** Runs of each page. The run with the median performance counts. */
const runs = 5;
/** Sometimes a browser records nothing. Such a run is repeated. */
const maxAttempts = 2 * runs;
/** The first responses of a new server are slow and take processor time from the browser. */
const warmUpRequests = 10;

/** The compressed script of a page in kB, above the script of a nearly empty page of the same build. */
const scriptBudget = 90;

type BudgetLine = {
  readonly what: string;
  readonly budget: string;
  readonly figure: string;
  readonly isMet: boolean;
};

type BrowserSession = { readonly port: number; readonly session: string };

async function auditRepeatedly(
  lighthouse: Lighthouse,
  address: string,
  visit: BrowserSession,
): Promise<BudgetLine[]> {
  const reports: Report[] = [];
  for (let attempt = 0; attempt < maxAttempts && reports.length < runs; attempt += 1) {
    const report = await audit(lighthouse, address, visit);
    if (report.runtimeError === undefined) reports.push(report);
  }
  const sorted = reports.toSorted(
    (left, right) => toScore(left, "performance") - toScore(right, "performance"),
  );
  const median = sorted[Math.floor(runs / 2)];
  if (sorted.length < runs || median === undefined) {
    throw new Error(
      `Lighthouse recorded ${sorted.length} of ${maxAttempts} runs of ${address}, but a median needs ${runs}. Run it again.`,
    );
  }
  return createLines(new URL(address).pathname, median);
}

const toScore = ({ categories }: Report, id: string) =>
  Math.round((categories[id]?.score ?? 0) * 100);

async function audit(
  lighthouse: Lighthouse,
  address: string,
  { port, session }: BrowserSession,
): Promise<Report> {
  const result = await lighthouse(address, {
    port,
    output: "json",
    logLevel: "error",
    extraHeaders: { Cookie: session },
    onlyCategories: ["performance", "accessibility", "best-practices"],
    // Slows down the network and the processor instead of simulating it afterwards. On loopback scripts arrive together
    // with the document, so that server, compilers and page share two cores while a phone would only wait.
    throttlingMethod: "devtools",
  });
  if (result === undefined)
    throw new Error(`Lighthouse returned no report of ${address}. Run it again.`);
  return result.lhr;
}

function createLines(path: string, report: Report): BudgetLine[] {
  const { audits, environment } = report;
  const shift = audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN;
  const createScoreLine = (name: string, id: string, least: number): BudgetLine => ({
    what: `${path} ${name}`,
    budget: `≥ ${least}`,
    figure: String(toScore(report, id)),
    isMet: toScore(report, id) >= least,
  });
  const formatSeconds = (id: string) =>
    `${((audits[id]?.numericValue ?? Number.NaN) / 1000).toFixed(1)} s`;
  console.log(
    `${path}: first paint ${formatSeconds("first-contentful-paint")}, largest ${formatSeconds("largest-contentful-paint")}, blocked ${formatSeconds("total-blocking-time")}, speed index ${formatSeconds("speed-index")}; this machine's index ${Math.round(environment.benchmarkIndex)} (a phone has about 150 to 500, an idle laptop above 1500)`,
  );
  return [
    createScoreLine("performance", "performance", 90),
    createScoreLine("accessibility", "accessibility", 100),
    createScoreLine("best practices", "best-practices", 100),
    { what: `${path} layout shift`, budget: "0", figure: String(shift), isMet: shift === 0 },
  ];
}

function print(lines: readonly BudgetLine[]): void {
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
    // A manager has access to every measured page.
    const session = await signInAsRole(server, "manager");
    const empty = await measureScript(browser, `${server.address}/nothing-here`, null);
    const lines: BudgetLine[] = [];
    for (const path of paths) {
      for (let request = 0; request < warmUpRequests; request += 1) {
        await (await fetch(`${server.address}${path}`, { headers: { Cookie: session } })).text();
      }
      const script = (await measureScript(browser, `${server.address}${path}`, session)) - empty;
      lines.push({
        what: `${path} script above a nearly empty page (${empty.toFixed(1)} kB)`,
        budget: `≤ ${scriptBudget} kB`,
        figure: `${script.toFixed(1)} kB`,
        isMet: script <= scriptBudget,
      });
      lines.push(
        ...(await auditRepeatedly(lighthouse, `${server.address}${path}`, { port, session })),
      );
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
