import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import { describeMember } from "@/lib/performance/members/get-member";
import type { MemberResponse, NewMemberBody } from "@/lib/performance/members/schemas";
import { noteCreated } from "@/lib/resources/resource-guard";
import { requireNewMember } from "./create-member";
import { insertRatedMember } from "./insert-rated-member";
import { resolveTeam } from "./require-known-names";
import { requireManageableRole } from "./require-manageable-role";

/**
 * Adds a member, who can sign in after accepting an invitation.
 * @throws AppError as `createMember`; `invalid_request` for a team or a skill that the organization does not have.
 */
export async function addMember(context: Context, body: NewMemberBody): Promise<MemberResponse> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_members");
  requireManageableRole(actor, body.role);
  const { username, role, email, display_name: displayName, skills = [] } = body;
  return withTransaction(database, async (transaction) => {
    const team = await resolveTeam(transaction, organizationId, body);
    const member = requireNewMember({
      ...{ username, role, team: team?.name ?? null },
      ...(email !== undefined && { email }),
      ...(displayName !== undefined && { displayName }),
    });
    const { id } = await insertRatedMember(transaction, context, member, skills);
    noteCreated(transaction, context, "member", id);
    return describeMember(transaction, organizationId, id);
  });
}
