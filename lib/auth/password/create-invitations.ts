import type { Context } from "@/lib/context";
import type { MemberFilePerson, MemberFileResult } from "@/lib/performance/imports/members/schemas";
import { createInvitation, describeInvitationPath } from "./create-invitation";

/**
 * Creates an invitation for each new member of a file.
 * @throws AppError as `createInvitation`; the members stay, and can be invited one by one.
 */
export async function createInvitations(
  context: Context,
  result: MemberFileResult,
): Promise<MemberFileResult> {
  const people: MemberFilePerson[] = [];
  for (const person of result.people) {
    const { id } = person;
    people.push(id === null ? person : { ...person, invitation: await invite(context, id) });
  }
  return { ...result, people };
}

async function invite(context: Context, userId: number) {
  const { token, expiresAt } = await createInvitation(context, { userId });
  return { path: describeInvitationPath(token), expires_at: expiresAt.toISOString() };
}
