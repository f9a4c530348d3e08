import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { findLastFinished } from "@/lib/performance/verification/queries/verifications";

/**
 * When the organization was last verified, and how many values and checkpoints differed; null: it was not.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function findLastVerification({ actor, database, organizationId }: Context) {
  requirePermission(actor, "manage_organization");
  const last = await findLastFinished(database, organizationId);
  return last === null
    ? null
    : { finished_at: last.finishedAt.toISOString(), differences: last.differences };
}
