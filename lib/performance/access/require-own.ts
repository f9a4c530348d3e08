import "server-only";
import type { Context } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { requireMayAskForMember } from "@/lib/performance/access/permissions";
import { findMemberSeen, type MemberSeen } from "@/lib/performance/access/queries/member-scope";

/**
 * The caller themself, or for the service itself whoever is asked for: what nobody else may see, whatever their role.
 *
 * @throws AppError `forbidden`, or `not_found` for nobody.
 */
export async function requireOwn(context: Context, userId: number): Promise<MemberSeen> {
  const { actor, database, organizationId } = context;
  requireMayAskForMember(actor, userId, null);
  const member = await findMemberSeen(database, organizationId, userId);
  if (member === null) throw notFoundError();
  return member;
}
