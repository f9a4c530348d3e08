import "server-only";
import type { MemberDetail } from "@/lib/performance/members/queries/member-records";
import type { MemberResponse } from "@/lib/performance/members/schemas";

export function serializeMember(member: MemberDetail): MemberResponse {
  return {
    id: member.id,
    username: member.username,
    email: member.email,
    display_name: member.displayName,
    role: member.role,
    lead_scope: member.leadScope,
    team_id: member.teamId,
    team: member.team,
    skills: [...member.skills],
    has_password: member.hasPassword,
    is_active: member.deactivatedAt === null,
    created_at: member.createdAt.toISOString(),
    deactivated_at: member.deactivatedAt?.toISOString() ?? null,
    erased_at: member.erasedAt?.toISOString() ?? null,
  };
}
