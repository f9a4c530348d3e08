import "server-only";
import type { Context } from "@/lib/context";
import type { MemberResponse, NewMemberBody } from "@/lib/performance/members/schemas";
import { createMember } from "./create-member";
import { getMember } from "./list-members";

/** Adds a member, who can sign in once they have used an invitation. @throws AppError as `createMember`. */
export async function addMember(context: Context, body: NewMemberBody): Promise<MemberResponse> {
  const { username, role, email, display_name: displayName, team } = body;
  const { id } = await createMember(context, {
    username,
    role,
    ...(email !== undefined && { email }),
    ...(displayName !== undefined && { displayName }),
    ...(team !== undefined && { team }),
  });
  return getMember(context, { userId: id });
}
