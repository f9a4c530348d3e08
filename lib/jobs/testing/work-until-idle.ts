import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@/lib/db/client";
import { countJobs } from "@/lib/jobs/job-records";
import { startWorker } from "@/lib/jobs/start-worker";

/**
 * Waits until no job of the organization is waiting or active.
 * @param onTick called before each pause, for example to skip the back-off.
 */
export async function waitUntilIdle(
  database: Database,
  organizationId: number,
  onTick: () => Promise<unknown> = async () => {},
): Promise<void> {
  for (;;) {
    const { waiting, underWay } = await countJobs(database, organizationId);
    if (waiting + underWay === 0) return;
    await onTick();
    await wait(50);
  }
}

/** Runs a worker in this process until no job of the organization is waiting or active. */
export async function runWorkerUntilIdle(
  database: Database,
  organizationId: number,
): Promise<void> {
  const worker = startWorker(database);
  try {
    await waitUntilIdle(database, organizationId);
  } finally {
    await worker.stop(5_000);
  }
}

/** Starts the next attempt of every waiting job of the organization at once. */
export async function skipBackOff(database: Database, organizationId: number): Promise<void> {
  await database.$executeRaw`
    UPDATE pts_jobs.job SET start_after = now()
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state = 'retry'`;
}
