import "server-only";
import type { Context } from "@/lib/context";
import { findJobState } from "@/lib/jobs/job-records";
import { requirePermission } from "@/lib/performance/access/permissions";
import { formatCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import { findCheckpointToKeep } from "@/lib/performance/seals/find-checkpoint-to-keep";
import { listVerifications } from "@/lib/performance/verification/queries/verifications";
import type { VerificationList, VerificationsQuery } from "@/lib/performance/verification/schemas";
import { serializeVerification } from "./serialize-verification";

/**
 * The last verifications, of `pts verify` too, newest first, and the last checkpoint.
 *
 * @throws AppError `forbidden` without `view_administration_log`.
 */
export async function getVerifications(
  context: Context,
  { limit }: VerificationsQuery,
): Promise<VerificationList> {
  const { actor, database, organizationId, organization } = context;
  requirePermission(actor, "view_administration_log");
  const stored = await listVerifications(database, organizationId, limit);
  const verifications = await Promise.all(
    stored.map(async (one) => {
      const { finished_at: finishedAt, job_id: job } = one;
      const isOpen = finishedAt === null && job !== null;
      const state = isOpen ? await findJobState(database, organizationId, job) : null;
      return serializeVerification(one, state);
    }),
  );
  const last = await findCheckpointToKeep(context);
  return {
    verifications,
    last_checkpoint: last === null ? null : formatCheckpoint(organization.slug, last),
  };
}
