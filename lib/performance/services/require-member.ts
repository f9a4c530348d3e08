import "server-only";
import type { Context } from "@/lib/context";
import { requireVisibleMember } from "@/lib/performance/access";
import { findMemberSeen, type MemberSeen } from "@/lib/performance/queries/members-seen";

/**
 * The member, if the caller may see them. One's own row needs no look-up: the credential was read with it.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function requireMember(context: Context, userId: number): Promise<MemberSeen> {
  const { actor, database, organizationId } = context;
  const found =
    actor.kind !== "system" && actor.userId === userId
      ? { organizationId, userId, teamId: actor.teamId }
      : await findMemberSeen(database, organizationId, userId);
  return requireVisibleMember(actor, userId, found);
}
