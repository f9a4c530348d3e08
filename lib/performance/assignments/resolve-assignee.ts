import "server-only";
import type { Context } from "@/lib/context";
import { type AppError, createUnknownReferenceError } from "@/lib/errors";
import { foldName } from "@/lib/ingest/mapping/people";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsNames } from "@/lib/performance/access/privacy-mode";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listKnownNames } from "@/lib/performance/members/queries/known-names";
import { findNamedMember } from "@/lib/performance/members/queries/named-member";

type Assignee = { readonly user_id?: number | undefined; readonly assignee?: string | undefined };

/** The error for an assignee that a body names and that is absent or out of reach. */
export function createUnknownAssigneeError({ assignee }: Assignee): AppError {
  return createUnknownReferenceError(assignee === undefined ? "user_id" : "assignee");
}

/**
 * The member that a body names; undefined where it names none. By username, address and remembered name only for those
 * who see names: otherwise a name would tell whose alias it is.
 *
 * @throws AppError `unknown_reference` for a name that no member has, as for a member out of reach.
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
  if (found !== null) return found;
  const folded = foldName(assignee);
  const known = isNamed ? await listKnownNames(database, organizationId, [folded]) : null;
  const remembered = known?.get(folded);
  if (remembered === undefined) throw createUnknownReferenceError("assignee");
  return remembered;
}
