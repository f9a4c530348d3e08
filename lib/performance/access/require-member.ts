import "server-only";
import type { Context } from "@/lib/context";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { requireIndividual } from "@/lib/performance/access/privacy-mode";
import { findMemberTeam, type MemberTeam } from "@/lib/performance/access/queries/member-team";
import { requireVisibleMember } from "@/lib/performance/access/visible-members";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { recordAccess, type Surface } from "./record-access";

/**
 * The member whose figures are requested, if the caller may see them; the access is recorded. The caller's own row
 * needs no query, because it was read with the credential.
 *
 * @throws AppError `forbidden` where role, token or privacy mode do not allow it, for every user id; `not_found`, the
 * same for an absent member and for one out of sight.
 */
export async function requireMember(
  context: Context,
  userId: MemberId,
  surface: Surface,
): Promise<MemberTeam> {
  const { actor, database, organizationId } = context;
  requireMayRequestMember(actor, userId);
  requireIndividual(context, userId);
  const found =
    actor.kind !== "system" && actor.userId === userId
      ? { organizationId, userId, teamId: actor.teamId }
      : await findMemberTeam(database, organizationId, userId);
  const member = requireVisibleMember(actor, userId, found);
  await recordAccess(context, { type: "member", id: userId }, surface);
  return member;
}
