import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsNames } from "@/lib/performance/access/privacy-mode";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { findNamedMember } from "@/lib/performance/members/queries/named-member";

type Assignee = { readonly user_id?: number | undefined; readonly assignee?: string | undefined };

/**
 * The member that a body names; undefined where it names none. By username and address only for those who see names:
 * otherwise a name would tell whose alias it is.
 *
 * @throws AppError `not_found` for a name that no member has, as for a member out of reach.
 */
export async function resolveAssignee(
  context: Context,
  { user_id: userId, assignee }: Assignee,
): Promise<MemberId | undefined> {
  if (assignee === undefined) return userId;
  const { actor, database, organizationId } = context;
  const isNamed = showsNames(context) || hasPermission(actor, "view_organization");
  const name = assignee.normalize("NFC").toLowerCase();
  const found = await findNamedMember(database, organizationId, name, { isNamed });
  if (found === null) throw createNotFoundError();
  return found;
}
