import type { Actor, TokenScope } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { hasScope, listScopesOfServiceAccounts } from "@/lib/performance/access/permissions";

/** The scopes that the caller may give a service account: a token none that it lacks. */
function listGrantableScopes(actor: Actor): readonly TokenScope[] {
  return listScopesOfServiceAccounts().filter((scope) => hasScope(actor, scope));
}

/** Whether the caller may hold a token with these scopes. */
export function mayGrantScopes(actor: Actor, scopes: readonly string[]): boolean {
  const grantable: readonly string[] = listGrantableScopes(actor);
  return scopes.every((scope) => grantable.includes(scope));
}

/**
 * @returns the scopes in the order of their declaration.
 * @throws AppError `invalid_request` without a scope, and for one that service accounts or the caller's token lack.
 */
export function requireGrantableScopes(
  actor: Actor,
  requested: readonly TokenScope[],
): readonly TokenScope[] {
  const grantable = listGrantableScopes(actor);
  const excess = requested.filter((scope) => !grantable.includes(scope));
  if (requested.length > 0 && excess.length === 0) {
    return grantable.filter((scope) => requested.includes(scope));
  }
  const reason =
    requested.length === 0
      ? "name at least one scope"
      : `a service account cannot have ${excess.join(", ")} here; it can have ${grantable.join(", ")}`;
  throw new AppError("invalid_request", `No service account was created: ${reason}.`, {
    invalidParams: [{ name: "scopes", reason }],
  });
}
