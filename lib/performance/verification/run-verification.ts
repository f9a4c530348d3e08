import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import {
  findLastRequested,
  finishVerification,
} from "@/lib/performance/verification/queries/verifications";
import { keptCheckpoints } from "@/lib/performance/verification/schemas";
import { getTimeSince, toResult } from "./record-verification";
import { verifyOrganization } from "./verify-organization";

/**
 * Runs the open verification of the organization, if there is one. The result has the names of differing values, never
 * the values: an auditor sees no figure of others.
 *
 * @throws the signal's reason when it is to stop; the job then begins again.
 */
export async function runVerification(context: Context, stopping: AbortSignal): Promise<void> {
  const { database, organizationId, now } = context;
  const started = performance.now();
  const open = await findLastRequested(database, organizationId);
  if (open === null) throw createNotFoundError();
  if (open.finished_at !== null) return;
  const found = await verifyOrganization(context, {
    kept: keptCheckpoints.parse(open.kept),
    onProgress: () => stopping.throwIfAborted(),
  });
  await finishVerification(database, organizationId, open.id, {
    ...toResult(found),
    finished_at: getTimeSince(now, started),
  });
}
