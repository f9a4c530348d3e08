import type { PrivacyMode } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import type { Kind, Row } from "./access-row";
import type { Actor } from "./actors";
import { type Cell, findExpectedValue, toRow } from "./access-cases";
import type { Place } from "./access-rules";
import type { FoundRoute } from "./route-tree";

const readers: readonly (readonly [string, Pick<Actor, "key" | "role" | "place" | "leadScope">])[] =
  [
    ["employee", { key: "employee", role: "employee", place: "first", leadScope: "team" }],
    ["team lead", { key: "leadOfTeam", role: "team_lead", place: "first", leadScope: "team" }],
    [
      "team lead of all",
      { key: "leadOfAll", role: "team_lead", place: null, leadScope: "organization" },
    ],
    ["manager", { key: "manager", role: "manager", place: null, leadScope: "team" }],
    ["administrator", { key: "admin", role: "admin", place: null, leadScope: "team" }],
  ];

const modes: readonly PrivacyMode[] = ["named", "pseudonymous", "aggregate"];

/** The table mode × role × endpoint, from the rules that the tests check for every endpoint. */
export function renderPrivacyTable(routes: readonly FoundRoute[]): string {
  const reads = routes.filter(
    ({ method, declaration }) => method === "GET" && isPersonal(declaration.access),
  );
  return modes
    .map((mode) => {
      const head = `| ${mode}: GET | ${readers.map(([name]) => name).join(" | ")} |`;
      const line = `|${" --- |".repeat(readers.length + 1)}`;
      const rows = reads.map((route) => {
        const seen = readers.map(([, reader]) => seenBy(mode, route, reader));
        return `| \`${route.path.replace("/api/performance", "…")}\` | ${seen.join(" | ")} |`;
      });
      return [head, line, ...rows].join("\n");
    })
    .join("\n\n");
}

/** A cell of the table: the data of which members the reader sees. */
function seenBy(
  mode: PrivacyMode,
  route: FoundRoute,
  reader: Pick<Actor, "key" | "role" | "place" | "leadScope">,
): string {
  const row = toRow(route);
  const actor: Actor = { ...reader, name: "", scopes: null, isValid: true, headers: {} };
  const [parameter = null] = Object.keys(row.ids ?? {});
  const allows = (place: Place) =>
    findExpectedValue(mode, cellOf(route, row, actor, parameter, place)) === "ok";
  const kind = parameter === null ? null : row.ids?.[parameter]?.kind;
  if (!isAboutMember(kind)) return allows("omitted") ? "yes" : "–";
  const words = [
    ...(allows("self") ? ["own"] : []),
    ...(allows("second") ? ["all"] : allowsTeam(allows)),
  ];
  return words.join(", ") || "–";
}

/** Whether the parameter names a member, or a record of a member. */
function isAboutMember(kind: Kind | null | undefined): boolean {
  return kind === "member" || kind === "assignment" || kind === "contest";
}

function allowsTeam(allows: (place: Place) => boolean): readonly string[] {
  return allows("first") ? ["team"] : [];
}

function cellOf(
  route: FoundRoute,
  row: Row,
  actor: Actor,
  parameter: string | null,
  place: Place,
): Cell {
  const idRule = parameter === null ? null : (row.ids?.[parameter] ?? null);
  return { route, row, actor, parameter, place, idRule, name: route.name };
}
