import "server-only";
import type { PersonContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { findMemberDetail } from "@/lib/performance/members/queries/member-records";

/**
 * The caller's profile in the organization.
 * @throws AppError `not_found` for a member who was erased meanwhile.
 */
export async function getOwnProfile({ actor, database, organization }: PersonContext) {
  const member = await findMemberDetail(database, organization.id, actor.userId);
  if (member === null) throw createNotFoundError();
  const { displayName, username, email, role, team, skills } = member;
  return {
    displayName,
    username,
    email,
    role,
    team,
    skills,
    /** Members can always sign in with this name, whether or not they have an email address. */
    signInName: `${organization.slug}/${username}`,
    organization: organization.name,
    timeZone: organization.timeZone,
  };
}

export type OwnProfile = Awaited<ReturnType<typeof getOwnProfile>>;
