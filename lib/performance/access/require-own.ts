import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { findMemberTeam, type MemberTeam } from "@/lib/performance/access/queries/member-team";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/**
 * The caller, or the requested member for the service itself: for data that no role may see of others.
 *
 * @throws AppError `forbidden`, or `not_found` for a member that does not exist.
 */
export async function requireOwn(context: Context, userId: MemberId): Promise<MemberTeam> {
  const { actor, database, organizationId } = context;
  requireMayRequestMember(actor, userId, null);
  const member = await findMemberTeam(database, organizationId, userId);
  if (member === null) throw createNotFoundError();
  return member;
}
