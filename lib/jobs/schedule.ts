import "server-only";
import type { Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { insertSweeps, listMissedDays } from "@/lib/performance/achievements/queries/sweeps";
import { listDaysToEvaluate } from "@/lib/performance/domain/time/nightly-evaluation-days";
import { enqueueJobs } from "./enqueue";

/**
 * Sends the nightly jobs of every organization whose local midnight has passed. One transaction stores a day and its
 * jobs, and a day can be stored only once, so any number of workers may call this at any time.
 */
export async function scheduleNightlySweeps(database: Database, now: Date): Promise<void> {
  for (const { organizationId, ...nights } of await listMissedDays(database)) {
    const days = listDaysToEvaluate(nights, now);
    if (days.length === 0) continue;
    await withTransaction(database, async (transaction) => {
      const sweeps = { days, timeZone: nights.timeZone, scheduledAt: now };
      const added = await insertSweeps(transaction, organizationId, sweeps);
      if (added === 0) return;
      const payload = { organization_id: organizationId };
      await enqueueJobs(transaction, [
        { name: "organization.sweep", payload },
        { name: "organization.releases", payload },
        { name: "organization.seals", payload },
        { name: "organization.retention", payload },
      ]);
    });
  }
}
