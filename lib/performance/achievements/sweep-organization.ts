import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { findUnfinishedSweep, finishSweep } from "@/lib/performance/achievements/queries/sweeps";
import { startOfDay } from "@/lib/performance/domain/time/local-time";
import { runNightlyEvaluation } from "./run-nightly-evaluation";

/**
 * Does the nightly sweep of every local day that is due, the oldest first, each as of its first moment: after a downtime the
 * missed ones are caught up in order. A day that broke off is done again, which changes nothing of what it did.
 *
 * @throws AppError `forbidden` without `manage_organization`; the signal's reason when it is to stop between two days.
 */
export async function sweepOrganization(context: Context, stopping: AbortSignal): Promise<void> {
  const { database, organizationId, organization, now } = context;
  requirePermission(context.actor, "manage_organization");
  for (;;) {
    const day = await findUnfinishedSweep(database, organizationId);
    if (day === null) return;
    stopping.throwIfAborted();
    const midnight = startOfDay(day, organization.timeZone);
    const { members } = await runNightlyEvaluation({ ...context, now: midnight });
    await finishSweep(database, organizationId, { day, members, finishedAt: now });
  }
}
