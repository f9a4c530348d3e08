import type { JsonSchema } from "@/lib/api/openapi/schema-collection";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import type { SharedKind, TokenScope } from "@/lib/context";
import {
  type Access,
  isPersonal,
  listScopesOfPermission,
  type Permission,
} from "@/lib/performance/access/permissions";

/** Any one of them is enough: the browser's session, or a token with one of the scopes. */
export function getSecurity({ access, isBrowserOnly }: DeclaredRoute): readonly JsonSchema[] {
  if (!isPersonal(access)) return [];
  if (isBrowserOnly === true) return [{ session: [] }];
  const scopes = scopesOf(access);
  return [
    ...(scopes.length === 0 ? [{ token: [] }] : scopes.map((scope) => ({ token: [scope] }))),
    { session: [] },
  ];
}

function scopesOf(access: Access): readonly TokenScope[] {
  if (access === "signed_in" || !isPersonal(access)) return [];
  if ("permission" in access) return listScopesOfPermission[access.permission];
  if ("ownWork" in access) {
    return [
      ...new Set([access.ownWork, ...access.or.flatMap((each) => listScopesOfPermission[each])]),
    ];
  }
  return ["self:read", ...(access.or === null ? [] : listScopesOfPermission[access.or])];
}

/** Who may, in a sentence or two. */
export function accessSentence({ access, isBrowserOnly }: DeclaredRoute): string {
  if (isBrowserOnly !== true) return sentenceOf(access);
  return access === "signed_in"
    ? "For everybody who is signed in, in a browser; no token may."
    : `${sentenceOf(access)} Only in a browser: no token may.`;
}

function sentenceOf(access: Access): string {
  if (access === "public") return "For everybody, without a credential.";
  if (access === "signed_in") return "For everybody who is signed in, or has a token.";
  if (!isPersonal(access)) {
    return `For whoever has a link of the member's that shares ${sharedWords[access.shared]}, without any other credential. A link that is unknown, of another kind or of somebody else, expired or revoked is 404, all alike.`;
  }
  if ("permission" in access) return `Needs ${holders(access.permission)}.`;
  if ("ownWork" in access) {
    return access.or.length === 0
      ? "Only for whose work it is, whatever the role."
      : `For whose work it is, and for ${access.or.map(holders).join(" or ")}.`;
  }
  return access.or === null
    ? `Only with one's own \`${access.own}\`, whatever the role.`
    : `With one's own \`${access.own}\`; with any other it needs ${holders(access.or)}.`;
}

const sharedWords: Record<SharedKind, string> = { widget: "their widget", badges: "their badges" };

const roles: Record<Permission, string> = {
  view_team: "team leads for their team, managers, administrators",
  view_analytics: "managers, administrators",
  view_audit_log: "managers, administrators",
  write_assignments: "team leads for their team, administrators; nobody for their own work",
  decide_contests:
    "team leads for their team, managers, administrators; nobody about their own work",
  manage_organization: "administrators",
};

function holders(permission: Permission): string {
  return `\`${permission}\` (${roles[permission]})`;
}
