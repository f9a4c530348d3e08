import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { Checkpoint } from "@/lib/performance/domain/seals/seal";
import { findLastCheckpoint } from "@/lib/performance/seals/queries/seals";

/**
 * The last checkpoint, for a place outside this service; null: nothing is sealed yet.
 *
 * @throws AppError `forbidden` without `view_administration_log`.
 */
export async function findCheckpointToKeep({
  actor,
  database,
  organizationId,
}: Context): Promise<Checkpoint | null> {
  requirePermission(actor, "view_administration_log");
  return findLastCheckpoint(database, organizationId);
}
