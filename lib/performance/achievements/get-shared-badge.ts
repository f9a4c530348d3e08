import "server-only";
import type { LinkContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import type { BadgeName } from "@/lib/performance/domain/achievements/badge-rules";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listAchievements } from "@/lib/performance/ledger/queries/achievements";

/** A badge that the member has now. */
export type SharedBadge = { readonly name: BadgeName; readonly earnedAt: Date };

/**
 * A badge that the link's owner has now.
 *
 * @throws AppError `not_found` for any member but the link's owner, and for a badge that they do not have: missing
 * badges must not be revealed.
 */
export async function getSharedBadge(
  { database, link, organizationId }: LinkContext,
  { userId, name }: { readonly userId: MemberId; readonly name: BadgeName },
): Promise<SharedBadge> {
  if (userId !== link.userId) throw createNotFoundError();
  const stored = await listAchievements(database, organizationId, [{ userId, low: null }]);
  const active = stored.get(userId)?.badges.find((badge) => badge.isActive && badge.name === name);
  if (active === undefined) throw createNotFoundError();
  return { name, earnedAt: active.earnedAt };
}
