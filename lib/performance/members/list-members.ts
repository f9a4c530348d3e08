import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listMemberDetails } from "@/lib/performance/members/queries/member-records";
import type { MemberQuery } from "@/lib/performance/members/schemas";
import { toIdPage, toIdPageRequest } from "@/lib/performance/pagination/id-pages";
import { serializeMember } from "./serializers";

/**
 * The members of the organization, including deactivated ones, by id or by `sort`; with `search`, those whose name,
 * username or email address contains it; with `email` or `username`, the member who has exactly that.
 * @throws AppError `forbidden` without `view_organization`.
 */
export async function listMembers(context: Context, query: MemberQuery) {
  requirePermission(context.actor, "view_organization");
  const { database, organizationId } = context;
  const found = await listMemberDetails(database, organizationId, {
    ...toIdPageRequest(query),
    search: query.search ?? null,
    email: query.email ?? null,
    username: query.username ?? null,
    sort: query.sort,
  });
  const { rows, next_cursor } = toIdPage(found, query);
  return { members: rows.map(serializeMember), next_cursor };
}
