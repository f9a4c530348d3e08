import "server-only";
import { type Database, findPool } from "@/lib/db/client";
import { countJobsByQueue } from "@/lib/jobs/job-records";
import { getMetrics } from "./metrics";

/** The metrics in the text format of Prometheus. Those of the database are left out while it does not respond. */
export async function renderMetrics(
  database: Database,
): Promise<{ readonly text: string; readonly contentType: string }> {
  const { registry, connections, isDatabaseUp, jobs, jobAge } = getMetrics();
  const counts = await countJobsByQueue(database).catch(() => null);
  const pool = findPool(database);
  connections.set({ state: "open" }, pool?.totalCount ?? 0);
  connections.set({ state: "idle" }, pool?.idleCount ?? 0);
  connections.set({ state: "waiting" }, pool?.waitingCount ?? 0);
  isDatabaseUp.set(counts === null ? 0 : 1);
  jobs.reset();
  jobAge.reset();
  for (const { queue, state, count, oldestSeconds } of counts ?? []) {
    jobs.set({ queue, state }, count);
    jobAge.set({ queue, state }, oldestSeconds);
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}
