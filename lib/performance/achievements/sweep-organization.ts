import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { findUnfinishedSweep, finishSweep } from "@/lib/performance/achievements/queries/sweeps";
import { startOfDay } from "@/lib/performance/domain/time/local-time";
import { runNightlyEvaluation } from "./run-nightly-evaluation";

/**
 * Runs the nightly evaluation of every local day that is due, oldest first, each as of its first instant, so that days
 * missed in a downtime are caught up in order. An interrupted day runs again, which keeps what it did.
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
