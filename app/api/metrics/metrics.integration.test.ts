import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { GET as getHealth } from "@/app/api/health/route";
import { POST } from "@/app/api/metrics/route";
import { GET as getSummary } from "@/app/api/performance/user/[id]/summary/route";
import { handleMetricsRequest, respondWithMetrics } from "@/lib/api/metrics-request";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { connectDatabase, createDatabase, type Database, disconnect } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { renderMetrics } from "@/lib/metrics/render-metrics";
import {
  finishVerification,
  insertVerification,
} from "@/lib/performance/verification/queries/verifications";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createOrganization } from "@/prisma/factories";

const TOKEN = "0123456789abcdef0123456789abcdef";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const request = (authorization?: string) =>
  new Request("http://localhost:3000/api/metrics", {
    headers: authorization === undefined ? {} : { authorization },
  });
const scrape = async () => (await respondWithMetrics(request(`Bearer ${TOKEN}`), TOKEN)).text();

/** The value of a metric with these labels; null: it has none. */
function findValue(text: string, name: string, labels: Readonly<Record<string, string>>) {
  const line = text
    .split("\n")
    .find(
      (one) =>
        (one.startsWith(`${name}{`) || one.startsWith(`${name} `)) &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    );
  return line === undefined ? null : Number(line.split(" ").at(-1));
}

describe("the metrics", () => {
  it("do not exist without their token in the environment, and open by no other", async () => {
    expect((await handleMetricsRequest(request(`Bearer ${TOKEN}`))).status).toBe(404);
    for (const authorization of [undefined, "", TOKEN, `Bearer ${TOKEN}0`, "Bearer undefined"]) {
      expect((await respondWithMetrics(request(authorization), TOKEN)).status).toBe(401);
    }
    const rejected = POST(request());
    expect(rejected.status).toBe(405);
    expect(rejected.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  it("are in the format of Prometheus", async () => {
    const response = await respondWithMetrics(request(`Bearer ${TOKEN}`), TOKEN);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of text.trim().split("\n")) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? \S+|)$/);
    }
    expect(findValue(text, "pts_build_info", { node: process.versions.node })).toBe(1);
    expect(findValue(text, "pts_database_up", {})).toBe(1);
    expect(findValue(text, "pts_database_connections", { state: "open" })).toBeGreaterThan(0);
    expect(findValue(text, "nodejs_eventloop_lag_seconds", {})).not.toBeNull();
  });

  it("count requests by pattern and status, and name no member", async () => {
    const health = { method: "GET", route: "/api/health", status: "200" };
    const name = "pts_http_request_duration_seconds_count";
    const before = findValue(await scrape(), name, health) ?? 0;
    const none = { params: Promise.resolve({}) };
    await getHealth(new Request("http://localhost:3000/api/health"), none);
    const member = { params: Promise.resolve({ id: "987654321" }) };
    await getSummary(
      new Request("http://localhost:3000/api/performance/user/987654321/summary"),
      member,
    );
    const text = await scrape();
    expect(findValue(text, name, health)).toBe(before + 1);
    const route = "/api/performance/user/[id]/summary";
    expect(findValue(text, name, { route, status: "401" })).toBeGreaterThan(0);
    expect(text).not.toContain("987654321");
  });

  it("count failed sign-ins by their reason, without the name", async () => {
    const labels = { reason: "unauthenticated" };
    const name = "pts_sign_in_failures_total";
    const before = findValue(await scrape(), name, labels) ?? 0;
    const entered = `${makeUniqueName()}@example.org`;
    const base = { database, now: frozenNow, requestId: "test" };
    const failing = signIn(base, { name: entered, password: "wrong", userAgent: null }, async () =>
      Promise.resolve(false),
    );
    await expect(failing).rejects.toMatchObject({ code: "unauthenticated" });
    const text = await scrape();
    expect(findValue(text, name, labels)).toBe(before + 1);
    expect(text).not.toContain(entered);
  });

  it("show jobs by queue and state with the age of the oldest", async () => {
    const { organizationId } = await createOrganization(database);
    const payload = { organization_id: organizationId };
    const labels = { queue: "organization.verification", state: "created" };
    const before = findValue(await scrape(), "pts_jobs", labels) ?? 0;
    await withTransaction(database, (transaction) =>
      enqueueJobs(transaction, [{ name: "organization.verification", payload }], {
        startAfter: new Date("2999-01-01"),
      }),
    );
    const text = await scrape();
    expect(findValue(text, "pts_jobs", labels)).toBe(before + 1);
    expect(findValue(text, "pts_job_age_seconds", labels)).toBeGreaterThanOrEqual(0);
    await database.$executeRaw`
      DELETE FROM pts_jobs.job WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
  });

  it("say that the database does not respond", async () => {
    const unreachable = createDatabase("postgresql://pts-embedded:x@127.0.0.1:1/postgres");
    const { text } = await renderMetrics(unreachable);
    await disconnect(unreachable);
    expect(findValue(text, "pts_database_up", {})).toBe(0);
    expect(findValue(text, "pts_ready", {})).toBe(0);
    expect(text).not.toMatch(/^pts_jobs\{/m);
  });

  it("show readiness, the newest backup, and the space on its disk", async () => {
    const backupFolder = mkdtempSync(join(tmpdir(), "pts-metrics-"));
    onTestFinished(() => rmSync(backupFolder, { recursive: true }));
    const folders = { backupFolder, dataDirectory: tmpdir(), databaseUrl: "postgresql://db/pts" };
    const before = await renderMetrics(database, folders);
    expect(findValue(before.text, "pts_ready", {})).toBe(1);
    expect(findValue(before.text, "pts_backup_newest_timestamp_seconds", {})).toBe(0);
    writeFileSync(join(backupFolder, "pts-2026-05-13T02-00-00-000Z.ptsbackup"), "");
    const { text } = await renderMetrics(database, folders);
    const made = Date.UTC(2026, 4, 13, 2) / 1000;
    expect(findValue(text, "pts_backup_newest_timestamp_seconds", {})).toBe(made);
    const size = findValue(text, "pts_disk_size_bytes", { folder: "backup" }) ?? 0;
    const available = findValue(text, "pts_disk_available_bytes", { folder: "backup" }) ?? -1;
    expect(available).toBeGreaterThanOrEqual(0);
    expect(size).toBeGreaterThan(available);
    expect(findValue(text, "pts_disk_size_bytes", { folder: "data" })).toBeNull();
    const without = await renderMetrics(database, { ...folders, backupFolder: null });
    expect(findValue(without.text, "pts_backup_newest_timestamp_seconds", {})).toBeNull();
  });

  it("count organizations by the result of their last verification", async () => {
    const labels = { result: "different" };
    const name = "pts_verified_organizations";
    const before = findValue(await scrape(), name, labels) ?? 0;
    const { organizationId } = await createOrganization(database);
    const verify = async (found: number) => {
      const base = { kept: [], now: frozenNow, jobId: "00000000-0000-4000-8000-000000000001" };
      const { id } = await insertVerification(database, organizationId, base);
      await finishVerification(database, organizationId, id, {
        ...{ finished_at: frozenNow, members: 1, entries: 1, waiting: 0, unsealed: 0, found },
        ...{ differences: [], checkpoints: [] },
      });
    };
    await verify(3);
    expect(findValue(await scrape(), name, labels)).toBe(before + 1);
    await verify(0);
    const text = await scrape();
    expect(findValue(text, name, labels)).toBe(before);
    expect(findValue(text, name, { result: "clean" })).toBeGreaterThan(0);
    const oldest = findValue(text, "pts_verification_oldest_timestamp_seconds", {});
    expect(oldest).toBeLessThanOrEqual(frozenNow.getTime() / 1000);
  });
});
