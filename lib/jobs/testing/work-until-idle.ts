import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@/lib/db/client";
import { countJobs } from "@/lib/jobs/job-records";
import { startWorker } from "@/lib/jobs/start-worker";

/** Waits until nothing of the organization waits for a worker any more, and lets `poke` speed it up meanwhile. */
export async function untilIdle(
  database: Database,
  organizationId: number,
  poke: () => Promise<unknown> = async () => {},
): Promise<void> {
  for (;;) {
    const { waiting, underWay } = await countJobs(database, organizationId);
    if (waiting + underWay === 0) return;
    await poke();
    await wait(50);
  }
}

/** Runs a worker of this process until nothing of the organization waits any more. */
export async function workUntilIdle(database: Database, organizationId: number): Promise<void> {
  const worker = startWorker(database);
  try {
    await untilIdle(database, organizationId);
  } finally {
    await worker.stop(5_000);
  }
}

/** Lets no job of the organization wait for its next attempt: what a test cannot wait for. */
export async function skipBackOff(database: Database, organizationId: number): Promise<void> {
  await database.$executeRaw`
    UPDATE pts_jobs.job SET start_after = now()
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state = 'retry'`;
}
