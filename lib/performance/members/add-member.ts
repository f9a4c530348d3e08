import "server-only";
import { type Context, getActorId } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import { describeMember } from "@/lib/performance/members/get-member";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import type { MemberResponse, NewMemberBody } from "@/lib/performance/members/schemas";
import { insertNewMember, requireNewMember } from "./create-member";
import { resolveTeam } from "./require-known-names";
import { requireManageableRole } from "./require-manageable-role";
import { rateSkills } from "./update-member";

/**
 * Adds a member, who can sign in after accepting an invitation.
 * @throws AppError as `createMember`; `invalid_request` for a team or a skill that the organization does not have.
 */
export async function addMember(context: Context, body: NewMemberBody): Promise<MemberResponse> {
  const { actor, database, organizationId, now } = context;
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
    const author = { organizationId, now, actorId: getActorId(actor) };
    const { id } = await insertNewMember(transaction, author, member);
    const rated = await rateSkills(transaction, context, { id, skills: [] }, skills);
    if (rated.length > 0) {
      await insertAuditEntry(transaction, author, {
        ...{ action: "member.update", subjectType: "user", subjectId: id },
        detail: { skills: rated },
      });
    }
    return describeMember(transaction, organizationId, id);
  });
}
