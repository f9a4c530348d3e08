import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listRejectedDeliveries } from "@/lib/performance/connections/queries/deliveries";
import { describeConnection } from "./list-connections";
import { replayDelivery } from "./replay-delivery";
import type { RejectedReplay, ReplayedDeliveries } from "./schemas";

/** Few enough for one request. */
const AT_ONCE = 50;

/**
 * Takes the deliveries of a connection with rejected items once more, the oldest first, each in its own transaction.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`.
 */
export async function replayRejected(
  context: Context,
  { id: connectionId, after = 0 }: { readonly id: number } & RejectedReplay,
): Promise<ReplayedDeliveries> {
  const { database, organizationId } = context;
  requirePermission(context.actor, "manage_organization");
  await describeConnection(database, context, connectionId);
  const key = { organizationId, connectionId };
  const found = await listRejectedDeliveries(database, key, {
    ...{ after: BigInt(after), limit: AT_ONCE + 1 },
  });
  const part = found.slice(0, AT_ONCE);
  const counts = { replayed: 0, rejected: 0 };
  for (const { id } of part) {
    try {
      const { rejected } = await replayDelivery(context, { id });
      counts.replayed += 1;
      if (rejected > 0) counts.rejected += 1;
    } catch (error) {
      // Its body was removed meanwhile.
      if (!(error instanceof AppError) || !["conflict", "not_found"].includes(error.code))
        throw error;
    }
  }
  const last = part.at(-1);
  const hasMore = found.length > AT_ONCE && last !== undefined;
  return { ...counts, next_after: hasMore ? Number(last.id) : null };
}
