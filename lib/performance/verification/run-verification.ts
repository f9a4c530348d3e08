import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import type { CheckpointDifference } from "@/lib/performance/domain/seals/kept-checkpoints";
import {
  finishVerification,
  listVerifications,
} from "@/lib/performance/verification/queries/verifications";
import { keptCheckpoints } from "@/lib/performance/verification/schemas";
import { verifyOrganization } from "./verify-organization";

/** The result names this many differences. */
const NAMED_DIFFERENCES = 1_000;

/**
 * Runs the open verification of the organization, if there is one. The result has the names of differing values, never
 * the values: an auditor sees no figure of others.
 *
 * @throws the signal's reason when it is to stop; the job then begins again.
 */
export async function runVerification(context: Context, stopping: AbortSignal): Promise<void> {
  const { database, organizationId } = context;
  const [open] = await listVerifications(database, organizationId, 1);
  if (open === undefined) throw createNotFoundError();
  if (open.finished_at !== null) return;
  const { differences, checkpoints, waiting, ...counts } = await verifyOrganization(context, {
    kept: keptCheckpoints.parse(open.kept),
    onProgress: () => stopping.throwIfAborted(),
  });
  await finishVerification(database, organizationId, open.id, {
    ...counts,
    finished_at: new Date(Math.max(Date.now(), open.requested_at.getTime())),
    waiting: waiting.length,
    found: differences.length,
    differences: differences
      .slice(0, NAMED_DIFFERENCES)
      .map(({ userId, what }) => ({ user_id: userId, what })),
    checkpoints: checkpoints.map(serializeCheckpoint),
  });
}

function serializeCheckpoint({ number, stored }: CheckpointDifference) {
  return { number, found: stored === null ? "missing" : "other" } as const;
}
