import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import type { Context } from "@/lib/context";
import { createDatabase, disconnect } from "@/lib/db/client";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { type RunningPrometheus, startPrometheus } from "@/scripts/deploy/prometheus";
import { type DelayingProxy, startDelayingProxy } from "@/scripts/postgresql/delaying-proxy";
import {
  startTemporaryCluster,
  type TemporaryCluster,
} from "@/scripts/postgresql/temporary-cluster";
import { migrate } from "@/scripts/test/fresh-database";
import { reportFigure } from "@/scripts/test/report-figure";
import { METRICS_TOKEN, startWebProcess, type WebProcess } from "./testing/processes";
import { startWriters, type Writers } from "./testing/writers";

const DISK = "400m";
const GONE_MILLISECONDS = 60_000;
const FULL_MILLISECONDS = 15_000;
const SLOW_MILLISECONDS = 25_000;
const STATEMENT_DELAY = 400;
const RECOVERY_SECONDS = 30;
const smallDisk = ["max_wal_size=64MB", "min_wal_size=32MB", "shared_buffers=32MB"];
/** No organization of this test was verified, and the machine may be busy. */
const always = ["PtsVerificationTooOld", "PtsLatency", "PtsEventLoopDelay"];

let folder: string;
let disk: string;
let cluster: TemporaryCluster;
let proxy: DelayingProxy;
let context: Context;
let web: WebProcess;
let prometheus: RunningPrometheus;
let writers: Writers;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pts-trouble-"));
  disk = mkdtempSync(join(tmpdir(), "pts-disk-"));
  // A disk of its own needs root. Everything else of this test does not.
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK},mode=755`, "tmpfs", disk]);
  cluster = await startTemporaryCluster({
    parent: disk,
    // What is acknowledged survives a crash.
    settings: ["fsync=on", "synchronous_commit=on", "full_page_writes=on", ...smallDisk],
  });
  await migrate(cluster.url);
  proxy = await startDelayingProxy(cluster.url);
  const database = createDatabase(cluster.url);
  const organization = await makeOrganization(database);
  context = organization.context;
  const { organizationId } = context;
  const admin = await makeMember(database, { role: "admin", organizationId });
  const terms = { userId: admin.userId, name: "test", scopes: null, days: 365 };
  const { token } = await createToken(makeSystemContext(database, admin), terms);
  web = await startWebProcess({ DATABASE_URL: proxy.url, PTS_RATE_LIMIT: "9999999" });
  prometheus = await startPrometheus({
    ...{ folder, address: web.address, token: METRICS_TOKEN },
    changeRules: (text) => text.replaceAll(/for: \d+[mhd]/g, "for: 3s").replaceAll("[5m]", "[10s]"),
  });
  const [userId = 0] = organization.userIds;
  writers = startWriters({ address: web.address, token, userId });
});

afterAll(async () => {
  await writers.stop();
  await prometheus.stop();
  await web.stop();
  await proxy.stop();
  await disconnect(context.database);
  await cluster.stop();
  execFileSync("umount", [disk]);
  for (const each of [folder, disk]) rmSync(each, { recursive: true, force: true });
});

/** Waits until all of these alerts fire, or until none but `always` does. */
async function untilFiring(wanted: readonly string[]): Promise<void> {
  let firing: readonly string[] = [];
  for (let attempt = 0; attempt < RECOVERY_SECONDS * 4; attempt += 1) {
    firing = await prometheus.listFiring();
    const isSo = wanted.every((name) => firing.includes(name));
    if (wanted.length === 0 ? firing.every((name) => always.includes(name)) : isSo) return;
    await wait(250);
  }
  expect(firing).toEqual(wanted);
}

/** Waits until writes succeed again. Returns the seconds that it took. */
async function measureRecovery(): Promise<number> {
  const startedAt = performance.now();
  const before = writers.acknowledged.size;
  while (writers.acknowledged.size <= before) {
    if ((performance.now() - startedAt) / 1000 > RECOVERY_SECONDS) {
      throw new Error(`No write succeeds: ${writers.describeRejected()}.`);
    }
    await wait(50);
  }
  return (performance.now() - startedAt) / 1000;
}

/** Each acknowledged completion is there, counts once, and everything verifies. */
async function requireNothingLost(): Promise<void> {
  const acknowledged = [...writers.acknowledged];
  const { database, organizationId } = context;
  const assignments = await database.assignment.findMany({
    where: { organizationId, externalId: { in: acknowledged } },
    select: { id: true },
  });
  expect(assignments).toHaveLength(acknowledged.length);
  const entries = await database.performanceLog.groupBy({
    ...{ by: ["assignmentId"], where: { organizationId }, _count: true },
  });
  expect(entries.filter(({ _count }) => _count !== 1)).toEqual([]);
  expect(entries.length).toBeGreaterThanOrEqual(acknowledged.length);
  expect(await verifyOrganization(context, { kept: [] })).toMatchObject({ differences: [] });
}

async function report(trouble: string, seconds: number): Promise<void> {
  await requireNothingLost();
  reportFigure(
    `the database ${trouble}`,
    `${writers.acknowledged.size} writes acknowledged so far, none lost; ${writers.describeRejected()}; writes succeed again after ${seconds.toFixed(1)} s`,
  );
  await untilFiring([]);
}

describe("a database in trouble", () => {
  it("fires no alert while it is in order", async () => {
    await measureRecovery();
    await wait(10_000);
    await untilFiring([]);
  });

  it("crashes and starts again: no acknowledged write is lost", async () => {
    await cluster.crash();
    await wait(2_000);
    await cluster.restart();
    await report("crashed and was started again", await measureRecovery());
  });

  it("is gone for a minute: the service says so, and serves again by itself", async () => {
    await cluster.crash();
    await wait(GONE_MILLISECONDS);
    expect(await prometheus.read("pts_database_up")).toBe(0);
    expect(await prometheus.read("pts_ready")).toBe(0);
    await untilFiring(["PtsErrorRate", "PtsNotReady"]);
    const ready = await fetch(`${web.address}/api/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain("The database does not respond.");
    await cluster.restart();
    await report("was gone for a minute", await measureRecovery());
  });

  it("is slow: the latency fires, and nothing is lost", async () => {
    proxy.setDelay(STATEMENT_DELAY);
    await wait(SLOW_MILLISECONDS);
    await untilFiring(["PtsLatency"]);
    proxy.setDelay(0);
    await report(`took ${STATEMENT_DELAY} ms longer for each message`, await measureRecovery());
  });

  it("has a full disk: writes are rejected as unavailable, and go on once there is room", async () => {
    const ballast = join(disk, "ballast");
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    await wait(FULL_MILLISECONDS);
    await untilFiring(["PtsErrorRate"]);
    rmSync(ballast);
    await report("had a full disk", await measureRecovery());
    expect(writers.listStatuses()).toEqual([200, 503]);
  });
});
