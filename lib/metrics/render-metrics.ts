import "server-only";
import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from "prom-client";
import { requireReadiness } from "@/lib/api/readiness";
import { findNewestBackup } from "@/lib/backup/folder";
import { type Database, findPool } from "@/lib/db/client";
import { type Environment, getEnvironment } from "@/lib/environment/environment";
import { countJobsByQueue } from "@/lib/jobs/job-records";
import { countVerifications } from "./count-verifications";
import { joinMetrics, provideMetrics } from "./joined-metrics.mjs";
import { getMetrics, type SharedMetrics } from "./metrics";

type Folders = Pick<Environment, "backupFolder" | "dataDirectory" | "databaseUrl">;
type ProcessMetrics = MetricObjectWithValues<MetricValue<string>>[];

/**
 * The metrics in the text format of Prometheus. Those of the database are left out while it does not respond. With
 * several web processes behind one port, those of all are added up.
 */
export async function renderMetrics(
  database: Database,
  folders: Folders = getEnvironment(),
): Promise<{ readonly text: string; readonly contentType: string }> {
  const { registry, shared } = getMetrics();
  for (const reset of [shared.jobs, shared.jobAge, shared.verifiedOrganizations]) reset.reset();
  await Promise.all([
    observeDatabase(shared, database),
    observeReadiness(shared, database),
    observeFolders(shared, folders),
  ]);
  const texts = await Promise.all([renderProcesses(database), shared.registry.metrics()]);
  return { text: texts.join("\n"), contentType: registry.contentType };
}

/** Lets the other web processes of this port have the metrics of this one. */
export function shareMetrics(database: Database): void {
  provideMetrics(() => readProcess(database));
}

async function renderProcesses(database: Database): Promise<string> {
  const own = await readProcess(database);
  const joined = await joinMetrics();
  // Each process sends what readProcess returns.
  const all = (joined ?? [own]) as ProcessMetrics[];
  return AggregatorRegistry.aggregate(all).metrics();
}

async function readProcess(database: Database): Promise<ProcessMetrics> {
  const { registry, connections } = getMetrics();
  const pool = findPool(database);
  connections.set({ state: "open" }, pool?.totalCount ?? 0);
  connections.set({ state: "idle" }, pool?.idleCount ?? 0);
  connections.set({ state: "waiting" }, pool?.waitingCount ?? 0);
  return registry.getMetricsAsJSON();
}

async function observeDatabase(metrics: SharedMetrics, database: Database): Promise<void> {
  const found = await Promise.all([countJobsByQueue(database), countVerifications(database)]).catch(
    () => null,
  );
  metrics.isDatabaseUp.set(found === null ? 0 : 1);
  if (found === null) return;
  const [jobs, verifications] = found;
  for (const { queue, state, count, oldestSeconds } of jobs) {
    metrics.jobs.set({ queue, state }, count);
    metrics.jobAge.set({ queue, state }, oldestSeconds);
  }
  const { oldest, ...counts } = verifications;
  for (const [result, count] of Object.entries(counts)) {
    metrics.verifiedOrganizations.set({ result }, count);
  }
  metrics.oldestVerification.set((oldest?.getTime() ?? 0) / 1000);
}

async function observeReadiness(metrics: SharedMetrics, database: Database): Promise<void> {
  const context = { database, now: new Date(), requestId: randomUUID() };
  const readiness = await requireReadiness(context).catch(() => null);
  metrics.isReady.set(readiness === null ? 0 : 1);
  metrics.isWorkerSeen.set(readiness === null || readiness.worker === "missing" ? 0 : 1);
}

async function observeFolders(
  metrics: SharedMetrics,
  { backupFolder, dataDirectory, databaseUrl }: Folders,
): Promise<void> {
  // A gauge begins with 0, which says that there is no backup.
  if (backupFolder === null) metrics.newestBackup.remove();
  else {
    const newest = await findNewestBackup(backupFolder).catch(() => null);
    metrics.newestBackup.set((newest?.getTime() ?? 0) / 1000);
  }
  const folders = {
    ...(backupFolder !== null && { backup: backupFolder }),
    ...(databaseUrl === null && { data: dataDirectory }),
  };
  for (const [folder, path] of Object.entries(folders)) {
    const disk = await statfs(path).catch(() => null);
    if (disk === null) continue;
    metrics.diskSize.set({ folder }, disk.blocks * disk.bsize);
    metrics.diskAvailable.set({ folder }, disk.bavail * disk.bsize);
  }
}
