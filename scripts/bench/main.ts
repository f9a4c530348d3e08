/**
 * `npm run bench`: measures requests against the budgets of docs/performance.md. Fills a database by the product's own
 * import, starts the production build, sends every request in turn and prints time, processor time and each budget. No
 * test, because a busy machine changes times; it exits with 0 whatever it measures.
 *   npm run bench -- [--members 200] [--entries 50] [--history 2000] [--rounds 5] [--keep <place>] [--output <folder>]
 *                    [--url <address>] [--against <folder>] [--smoke]
 * The database is a new one on the PostgreSQL server of PTS_TEST_DATABASE_URL, or else an embedded one; --keep takes a
 * PostgreSQL URL or a folder, fills it at the first run and keeps it. --url measures the reads of a running server as
 * the administrator BENCH_ACCOUNT (organization/username) with BENCH_PASSWORD, those of a member of the member with the
 * id BENCH_MEMBER. --against starts the program of a folder
 * (see compared-program.ts) beside it. --smoke only counts statements, rows and bytes, and fails where a request takes
 * more than its limit.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { fillDatabase } from "@/scripts/bench-pages/fill-database";
import { getUsername, organization, viewers } from "@/scripts/bench-pages/scenario";
import { signIn } from "@/scripts/product/sign-in";
import { startProduct } from "@/scripts/product/start-product";
import { listTargets, openExisting, type Target } from "@/scripts/product/targets";
import { startComparedProgram } from "./compared-program";
import { measureRequests, type Subject } from "./measure-requests";
import { type BenchOptions, readOptions } from "./options";
import { findParent, listTree } from "./processor-time";
import { writeReport } from "./report";
import { type BenchRequest, type BenchViewer, benchRequests } from "./requests";
import { compareWithBudgets } from "./results";
import { runProgram } from "./run-program";

const shortHistory = 10;
const smokeTest = "scripts/bench/request-counts.integration.test.ts";
const allViewers: readonly BenchViewer[] = [...viewers, "short_history", "long_history"];

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isSmoke) {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "integration", smokeTest];
    console.log(await runProgram(process.execPath, args, { environment: {} }));
    return;
  }
  await (options.url === null ? benchOwnServer(options) : benchRunning(options, options.url));
}

async function openTarget(keep: string | null): Promise<Target> {
  const open = keep === null ? listTargets().at(-1) : () => openExisting(keep);
  if (open === undefined) throw new Error("There is no database to fill. Nothing was measured.");
  return open();
}

async function benchOwnServer(options: BenchOptions): Promise<void> {
  const target = await openTarget(options.keep);
  const folder = await mkdtemp(join(tmpdir(), "pts-bench-"));
  const password = randomBytes(12).toString("base64url");
  try {
    const ids = await fill(target, options, password);
    const server = await startProduct({
      DATABASE_URL: target.url,
      NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
      PTS_DATA_DIR: folder,
      PTS_DEMO: "0",
      PTS_RATE_LIMIT: "1000000",
    });
    try {
      const sessions = await signInAll(server.address, password);
      const postmaster = await findDatabaseProcess(target.url);
      await measure(options, target, {
        address: server.address,
        getHeaders: (viewer) => ({ Cookie: sessions.get(viewer) ?? "" }),
        getId: (viewer) => ids[toUsername(viewer)] ?? 0,
        listProcesses: () => ({
          web: listTree(server.pid),
          database: postmaster === null ? [] : listTree(postmaster),
        }),
      });
    } finally {
      await server.stop();
    }
  } finally {
    await target.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

const toUsername = (viewer: BenchViewer): string =>
  viewer === "short_history" || viewer === "long_history" ? viewer : getUsername(viewer);

async function fill(
  target: Target,
  { members, entries, history }: BenchOptions,
  password: string,
): Promise<Record<string, number>> {
  await fillDatabase(target, { members, days: entries }, password);
  const output = await runProgram(
    process.execPath,
    ["scripts/run.mjs", "scripts/bench/seed-histories.ts", String(shortHistory), String(history)],
    { environment: { DATABASE_URL: target.url, BENCH_PASSWORD: password } },
  );
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
}

async function signInAll(address: string, password: string) {
  const sessions = new Map<BenchViewer, string>();
  for (const viewer of allViewers) {
    const account = { organization: organization.slug, username: toUsername(viewer), password };
    sessions.set(viewer, await signIn(address, account));
  }
  return sessions;
}

/** The process that all sessions of a PostgreSQL on this machine descend from; null for the embedded database. */
async function findDatabaseProcess(url: string): Promise<number | null> {
  if (parseConnectionUrl(url).isEmbedded) return null;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const pid = rows[0]?.pid ?? 0;
    return findParent(pid) ?? pid;
  } finally {
    await client.end();
  }
}

async function benchRunning(options: BenchOptions, address: string): Promise<void> {
  const [slug = "", username = ""] = (process.env.BENCH_ACCOUNT ?? "").split("/");
  const password = process.env.BENCH_PASSWORD ?? "";
  const session = await signIn(address, { organization: slug, username, password });
  const headers = { Cookie: session };
  const reads = benchRequests.filter(
    ({ viewer, completes }) =>
      completes === undefined && viewer !== "short_history" && viewer !== "long_history",
  );
  await measure(
    options,
    { name: address, url: "" },
    {
      address,
      getHeaders: () => headers,
      getId: () => Number(process.env.BENCH_MEMBER),
      listProcesses: null,
    },
    reads,
  );
}

async function measure(
  options: BenchOptions,
  target: Pick<Target, "name" | "url">,
  subject: Subject,
  wanted: readonly BenchRequest[] = benchRequests,
): Promise<void> {
  const { members, entries, history, rounds, against, output } = options;
  const compared =
    against === null ? null : await startComparedProgram(against, target.url, { members, entries });
  try {
    const other = compared && {
      address: compared.address,
      getHeaders: () => compared.headers,
      getId: () => 2,
      listProcesses: () => [
        ...listTree(compared.pid),
        ...(subject.listProcesses?.().database ?? []),
      ],
    };
    const requests = await measureRequests(subject, other, wanted, rounds);
    writeReport(output, {
      at: new Date().toISOString(),
      database: target.name,
      size: { members, entries, history },
      requests,
      budgets: compareWithBudgets(wanted, requests),
    });
  } finally {
    await compared?.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
