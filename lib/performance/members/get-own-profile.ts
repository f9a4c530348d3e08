import "server-only";
import type { PersonContext } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { findMemberDetail } from "@/lib/performance/members/queries/member-records";

/** What the organization knows the caller by. @throws AppError `not_found` for somebody erased meanwhile. */
export async function getOwnProfile({ actor, database, organization }: PersonContext) {
  const member = await findMemberDetail(database, organization.id, actor.userId);
  if (member === null) throw notFoundError();
  const { displayName, username, email, role, team, skills } = member;
  return {
    displayName,
    username,
    email,
    role,
    team,
    skills,
    /** What one signs in with, whether or not one has an address. */
    signInName: `${organization.slug}/${username}`,
    organization: organization.name,
    timeZone: organization.timeZone,
  };
}

export type OwnProfile = Awaited<ReturnType<typeof getOwnProfile>>;
