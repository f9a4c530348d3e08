import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { notFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  findMemberDetail,
  listMemberDetails,
  type MemberDetail,
} from "@/lib/performance/members/queries/member-records";
import type { MemberQuery, MemberResponse } from "@/lib/performance/members/schemas";
import { cutIdPage, listAfterCursor } from "@/lib/performance/pagination/id-pages";

/**
 * The members of the organization, including deactivated ones, by id or by `sort`; with `search`, those whose name,
 * username or email address contains it.
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function listMembers(context: Context, query: MemberQuery) {
  requirePermission(context.actor, "manage_organization");
  const { database, organizationId } = context;
  const found = await listMemberDetails(database, organizationId, {
    ...listAfterCursor(query),
    search: query.search ?? null,
    sort: query.sort,
  });
  const { rows, next_cursor } = cutIdPage(found, query);
  return { members: rows.map(memberShown), next_cursor };
}

/** @throws AppError `forbidden` without `manage_organization`; `not_found`. */
export async function getMember(
  context: Context,
  { userId }: { readonly userId: number },
): Promise<MemberResponse> {
  requirePermission(context.actor, "manage_organization");
  const found = await findMemberDetail(context.database, context.organizationId, userId);
  if (found === null) throw notFoundError();
  return memberShown(found);
}

/** A member at the end of the transaction that wrote them. */
export async function describeMember(
  transaction: Transaction,
  organizationId: number,
  userId: number,
): Promise<MemberResponse> {
  const found = await findMemberDetail(transaction, organizationId, userId);
  if (found === null) throw new Error(`Member ${userId} was written but cannot be found.`);
  return memberShown(found);
}

export function memberShown(member: MemberDetail): MemberResponse {
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
