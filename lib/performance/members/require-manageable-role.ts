import "server-only";
import type { Actor, Context, Role } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { createForbiddenError } from "@/lib/errors";
import { hasPermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { wasInvitedByProgram } from "@/lib/performance/members/queries/key-events";

/** The roles that administer the organization, or approve what administrators do. */
export function isPrivilegedRole(role: Role): boolean {
  return role === "admin" || role === "auditor";
}

/** Whether the actor is a program, whose end would not end a password that it brought about. */
export function isProgram(actor: Actor): boolean {
  return actor.kind === "token" || actor.kind === "service";
}

/**
 * Checks that the caller may create, change or deactivate a member with this role: with `manage_members` alone, a
 * program could otherwise create an administrator, and so do all that its scopes leave out.
 *
 * @throws AppError `forbidden`.
 */
export function requireManageableRole(actor: Actor, role: Role): void {
  if (isPrivilegedRole(role) && !hasPermission(actor, "manage_organization")) {
    throw createForbiddenError("insufficient_scope", {
      detail:
        "A token creates, changes and deactivates administrators and auditors only with the scope `organization:write`. Nothing was changed.",
      requiredScopes: ["organization:write"],
    });
  }
}

/**
 * Checks that no program makes a member an administrator or auditor after a program invited that member: the program
 * would know the password of an administrator, also after its token was revoked.
 *
 * @throws AppError `forbidden`.
 */
export async function requireRaisedByPerson(
  transaction: Transaction,
  { actor, organizationId }: Context,
  userId: MemberId,
  role: Role,
): Promise<void> {
  if (!isPrivilegedRole(role) || !isProgram(actor)) return;
  if (await wasInvitedByProgram(transaction, organizationId, userId)) {
    throw createForbiddenError("browser_only", {
      detail:
        "A program invited this member, so only a person makes them an administrator or auditor, in a browser. Nothing was changed.",
    });
  }
}
