import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";

/** The part of a member that access rules need. */
export type MemberTeam = {
  readonly organizationId: number;
  readonly userId: MemberId;
  readonly teamId: TeamId | null;
};

/** Null where the organization has no such member. */
export async function findMemberTeam(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<MemberTeam | null> {
  const member = await database.user.findUnique({
    where: { organizationId_id: { organizationId, id: userId } },
    select: { teamId: true },
  });
  return member === null ? null : { organizationId, userId, teamId: member.teamId };
}
