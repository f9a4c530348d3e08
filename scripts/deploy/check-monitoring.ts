/**
 * `npm run deploy:check-monitoring`: checks and tests the alert rules by promtool, and lets a real Prometheus scrape a
 * started service with two web processes.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startProduct } from "../product/start-product";
import { createFreshDatabase } from "../test/fresh-database";
import { getDebianProgram, runProgram } from "./debian-program";
import { startPrometheus } from "./prometheus";

const WEB_PROCESSES = 2;
const REQUESTS = 40;
const token = randomBytes(32).toString("hex");
let passed = 0;

function note(sentence: string): void {
  passed += 1;
  console.log(`✓ ${sentence}`);
}

function checkRules(): void {
  const promtool = getDebianProgram({ name: "prometheus", path: "usr/bin/promtool" });
  const output = runProgram(promtool, ["check", "rules", "deploy/prometheus/alerts.yaml"]);
  note(`promtool check rules: ${/SUCCESS: .*/.exec(output)?.[0]}`);
  runProgram(promtool, ["test", "rules", "deploy/prometheus/alerts.test.yaml"]);
  note("promtool test rules: success");
}

async function scrapeService(folder: string): Promise<void> {
  const cluster = process.env.PTS_TEST_DATABASE_URL;
  if (cluster === undefined) throw new Error("Start this by npm run deploy:check-monitoring.");
  const database = await createFreshDatabase(cluster);
  const settings = {
    ...{ NEXTAUTH_SECRET: token, PTS_METRICS_TOKEN: token, PTS_BACKUP_DIR: folder },
    ...{ PTS_WEB_PROCESSES: String(WEB_PROCESSES), PTS_DATA_DIR: folder, PTS_DEMO: "0" },
  };
  const server = await startProduct({ ...settings, DATABASE_URL: database.url }, ["--cluster"]);
  try {
    for (let count = 0; count < REQUESTS; count += 1) {
      // Each has a connection of its own, so that both processes get some.
      await fetch(`${server.address}/api/health`, { headers: { Connection: "close" } });
    }
    await checkScrape(folder, server.address);
  } finally {
    await server.stop();
    await database.drop();
  }
}

async function checkScrape(folder: string, address: string): Promise<void> {
  const prometheus = await startPrometheus({ folder, address, token });
  try {
    const { read } = prometheus;
    await untilEqual("up", () => read('up{job="performance-tracking"}'), 1);
    note("Prometheus scrapes the service");
    await untilEqual("processes", () => read("pts_web_processes"), WEB_PROCESSES);
    const requests = 'sum(pts_http_request_duration_seconds_count{route="/api/health"})';
    await untilEqual("requests", () => read(requests), REQUESTS);
    note(`one scrape has the ${REQUESTS} requests of ${WEB_PROCESSES} web processes`);
    await untilEqual("ready", () => read("pts_ready * pts_worker_up * pts_database_up"), 1);
    note("it says that the service is ready and that a worker runs");
  } finally {
    await prometheus.stop();
  }
}

async function untilEqual(name: string, read: () => Promise<number | null>, wanted: number) {
  let found: number | null = null;
  for (let attempt = 0; attempt < 120; attempt += 1) {
    found = await read();
    if (found === wanted) return;
    await wait(250);
  }
  throw new Error(`${name} is ${found}, not ${wanted}.`);
}

const folder = mkdtempSync(join(tmpdir(), "pts-monitoring-"));
let failed = 0;
try {
  checkRules();
  await scrapeService(folder);
} catch (error) {
  failed = 1;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
console.log(`${passed} passed, ${failed} failed`);
