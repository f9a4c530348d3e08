import "server-only";
import type { Context } from "@/lib/context";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { requireIndividual } from "@/lib/performance/access/privacy-mode";
import { findMemberTeam } from "@/lib/performance/access/queries/member-team";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/**
 * The id of the caller, who may record decisions about this member and reply to contests of them.
 *
 * @throws AppError `forbidden` for everyone but managers and administrators who see the member's figures, and for the
 * member; by default `not_found` for a member who does not exist.
 */
export async function requireDeciding(
  context: Context,
  userId: MemberId,
  createMissingError = createNotFoundError,
): Promise<MemberId> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "view_analytics");
  if (actor.userId === null || actor.userId === userId) {
    throw createForbiddenError("about_yourself", {
      detail:
        "This would be a decision about yourself: another person has to make it. Nothing was changed.",
    });
  }
  requireIndividual(context, userId);
  if ((await findMemberTeam(database, organizationId, userId)) === null) {
    throw createMissingError();
  }
  return actor.userId;
}
