import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { deleteExpired, type RetentionTarget } from "@/lib/performance/privacy/queries/retention";

const DAY = 86_400_000;
const ROWS_AT_ONCE = 1_000;

/**
 * The retention in days: of sessions, invitations and share links after they expired, of jobs after they ended, of
 * what a connection delivered after it was received or last seen.
 */
export const retentionDays: Readonly<Record<RetentionTarget, number>> = {
  sessions: 30,
  invitations: 30,
  share_links: 30,
  access_records: 365,
  sign_in_attempts: 1,
  idempotency_keys: 1,
  finished_jobs: 7,
  failed_jobs: 90,
  delivery_bodies: 7,
  deliveries: 30,
  connection_people: 30,
  connection_secrets: 1,
};

const kinds = [
  "sessions",
  "invitations",
  "share_links",
  "access_records",
  "sign_in_attempts",
  "idempotency_keys",
  "finished_jobs",
  "failed_jobs",
  "delivery_bodies",
  "deliveries",
  "connection_people",
  "connection_secrets",
] as const satisfies readonly RetentionTarget[];

/**
 * Deletes the organization's expired records, a thousand rows a statement, so that others do not wait.
 * @returns how many of each kind were deleted.
 *
 * @throws AppError `forbidden` without `manage_organization`; the signal's reason when it is to stop between two
 * batches.
 */
export async function deleteExpiredRecords(
  context: Context,
  stopping: AbortSignal,
): Promise<Readonly<Record<RetentionTarget, number>>> {
  const { database, organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  const removed: Record<RetentionTarget, number> = {
    ...{ sessions: 0, invitations: 0, share_links: 0, access_records: 0 },
    ...{ sign_in_attempts: 0, idempotency_keys: 0, finished_jobs: 0, failed_jobs: 0 },
    ...{ delivery_bodies: 0, deliveries: 0, connection_people: 0, connection_secrets: 0 },
  };
  for (const kind of kinds) {
    const before = new Date(now.getTime() - retentionDays[kind] * DAY);
    for (;;) {
      stopping.throwIfAborted();
      const batch = { kind, before, limit: ROWS_AT_ONCE };
      const count = await deleteExpired(database, organizationId, batch);
      removed[kind] += count;
      if (count < ROWS_AT_ONCE) break;
    }
  }
  return removed;
}
