import type { PrivacyMode } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { type AccessCase, getAccessRow, getExpectedStatus } from "./access-cases";
import type { AccessRow, TargetKind } from "./access-row";
import type { TargetLocation } from "./access-rules";
import type { Actor } from "./actors";
import type { FoundRoute } from "./route-tree";

export type Reader = Pick<Actor, "key" | "role" | "team" | "leadScope">;

/** Every kind of member, by what they may see. */
export const readers: readonly (readonly [string, Reader])[] = [
  ["employee", { key: "employee", role: "employee", team: "first", leadScope: "team" }],
  ["team lead", { key: "leadOfTeam", role: "team_lead", team: "first", leadScope: "team" }],
  [
    "team lead of all",
    { key: "leadOfAll", role: "team_lead", team: null, leadScope: "organization" },
  ],
  ["manager", { key: "manager", role: "manager", team: null, leadScope: "team" }],
  ["auditor", { key: "auditor", role: "auditor", team: null, leadScope: "team" }],
  ["administrator", { key: "admin", role: "admin", team: null, leadScope: "team" }],
];

/** Renders the tested access by privacy mode, role and endpoint. */
export function renderPrivacyTable(routes: readonly FoundRoute[]): string {
  const reads = routes.filter(
    ({ method, declaration }) => method === "GET" && isPersonal(declaration.access),
  );
  return privacyModes
    .map((mode) => {
      const head = `| ${mode}: GET | ${readers.map(([name]) => name).join(" | ")} |`;
      const line = `|${" --- |".repeat(readers.length + 1)}`;
      const rows = reads.map((route) => {
        const seen = readers.map(([, reader]) => describeAccess(mode, route, reader));
        return `| \`${route.path.replace("/api/performance", "…")}\` | ${seen.join(" | ")} |`;
      });
      return [head, line, ...rows].join("\n");
    })
    .join("\n\n");
}

/** Whose data the reader sees, in one or two words: `own`, `team`, `all`; `yes` for data of groups; `–` for none. */
export function describeAccess(mode: PrivacyMode, route: FoundRoute, reader: Reader): string {
  const row = getAccessRow(route);
  const actor: Actor = { ...reader, name: "", scopes: null, isValid: true, headers: {} };
  const [parameter = null] = Object.keys(row.ids ?? {});
  const isAllowed = (location: TargetLocation) =>
    getExpectedStatus(mode, createCase(route, row, actor, parameter, location)) === "ok";
  const kind = parameter === null ? null : row.ids?.[parameter]?.kind;
  if (!belongsToMember(kind)) return isAllowed("omitted") ? "yes" : "–";
  const words = [
    ...(isAllowed("self") ? ["own"] : []),
    ...(isAllowed("second") ? ["all"] : listTeamAccess(isAllowed)),
  ];
  return words.join(", ") || "–";
}

/** Whether the parameter names a member or a resource of a member. */
function belongsToMember(kind: TargetKind | null | undefined): boolean {
  return kind === "member" || kind === "assignment" || kind === "contest";
}

function listTeamAccess(isAllowed: (location: TargetLocation) => boolean): readonly string[] {
  return isAllowed("first") ? ["team"] : [];
}

function createCase(
  route: FoundRoute,
  row: AccessRow,
  actor: Actor,
  parameter: string | null,
  location: TargetLocation,
): AccessCase {
  const idRule = parameter === null ? null : (row.ids?.[parameter] ?? null);
  return { route, row, actor, parameter, location, idRule, name: route.name };
}
