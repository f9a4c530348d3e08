import "server-only";
import { type Context, getActorId } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import { describeMember } from "@/lib/performance/members/get-member";
import type { MemberResponse, NewMemberBody } from "@/lib/performance/members/schemas";
import { insertNewMember, requireNewMember } from "./create-member";
import { requireManageableRole } from "./require-manageable-role";

/**
 * Adds a member, who can sign in after accepting an invitation.
 * @throws AppError as `createMember`.
 */
export async function addMember(context: Context, body: NewMemberBody): Promise<MemberResponse> {
  const { actor, database, organizationId, now } = context;
  requirePermission(actor, "manage_members");
  requireManageableRole(actor, body.role);
  const { username, role, email, display_name: displayName, team } = body;
  const member = requireNewMember({
    username,
    role,
    ...(email !== undefined && { email }),
    ...(displayName !== undefined && { displayName }),
    ...(team !== undefined && { team }),
  });
  return withTransaction(database, async (transaction) => {
    const author = { organizationId, now, actorId: getActorId(actor) };
    const { id } = await insertNewMember(transaction, author, member);
    return describeMember(transaction, organizationId, id);
  });
}
