import type { JsonSchema } from "@/lib/api/openapi/schema-collection";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import type { SharedKind, TokenScope } from "@/lib/context";
import {
  type Access,
  isPersonal,
  listScopesOfPermission,
  type Permission,
} from "@/lib/performance/access/permissions";

/** Alternatives, each of which is enough: the session of a browser, or a token with one of the scopes. */
export function getSecurity({ access, isBrowserOnly }: DeclaredRoute): readonly JsonSchema[] {
  if (!isPersonal(access)) return [];
  if (isBrowserOnly === true) return [{ session: [] }];
  const scopes = listScopes(access);
  return [
    ...(scopes.length === 0 ? [{ token: [] }] : scopes.map((scope) => ({ token: [scope] }))),
    { session: [] },
  ];
}

function listScopes(access: Access): readonly TokenScope[] {
  if (typeof access === "string" || !isPersonal(access)) return [];
  if ("permission" in access) return listScopesOfPermission[access.permission];
  if ("anyOf" in access) {
    return [...new Set(access.anyOf.flatMap((each) => listScopesOfPermission[each]))];
  }
  if ("ownWork" in access) {
    return [
      ...new Set([access.ownWork, ...access.or.flatMap((each) => listScopesOfPermission[each])]),
    ];
  }
  return ["self:read", ...(access.or === null ? [] : listScopesOfPermission[access.or])];
}

/** Who may call the route, in a sentence or two. */
export function describeAccess({ access, isBrowserOnly }: DeclaredRoute): string {
  if (isBrowserOnly !== true) return toSentence(access);
  return access === "signed_in"
    ? "For every signed-in user, only in a browser: not with a token."
    : `${toSentence(access)} Only in a browser: not with a token.`;
}

function toSentence(access: Access): string {
  if (access === "public") return "Needs no credential.";
  if (access === "signed_in") return "For every signed-in user, by session or token.";
  if (access === "authenticated") {
    return "For every signed-in user, by session or token, and for service accounts.";
  }
  if (!isPersonal(access)) {
    return `Needs a link of the member that shares ${sharedNames[access.shared]}, and no other credential. Every other link responds with the same 404: unknown, expired, revoked, of another kind or of another member.`;
  }
  if ("permission" in access) return `Needs ${nameHolders(access.permission)}.`;
  if ("anyOf" in access) return `Needs ${access.anyOf.map(nameHolders).join(" or ")}.`;
  if ("ownWork" in access) {
    return access.or.length === 0
      ? "Only for the member whose work it is, whatever your role."
      : `For the member whose work it is, and with ${access.or.map(nameHolders).join(" or ")}.`;
  }
  return access.or === null
    ? `Only with your own \`${access.own}\`, whatever your role.`
    : `With your own \`${access.own}\`; any other needs ${nameHolders(access.or)}.`;
}

const sharedNames: Record<SharedKind, string> = { widget: "their widget", badges: "their badges" };

const roles: Record<Permission, string> = {
  view_team: "team leads for their team, managers, administrators",
  view_analytics: "managers, administrators",
  view_audit_log: "managers, administrators",
  write_assignments: "team leads for their team, administrators; never for their own work",
  decide_contests:
    "team leads for their team, managers, administrators; never about their own work",
  view_organization: "administrators",
  manage_members: "administrators",
  manage_tokens: "administrators",
  manage_organization: "administrators",
  view_administration_log: "auditors, administrators",
};

function nameHolders(permission: Permission): string {
  return `\`${permission}\` (${roles[permission]})`;
}
