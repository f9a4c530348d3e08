import type { PrivacyMode, SharedKind } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { makeFailedJob, type World } from "@/lib/performance/testing/make-api-world";
import type { AccessRow, IdRule, TargetKind } from "./access-row";
import type { Rule, Status, TargetLocation } from "./access-rules";
import { accessTable } from "./access-table";
import type { Actor } from "./actors";
import type { FoundRoute } from "./route-tree";

/** One request of the access matrix. */
export type AccessCase = {
  readonly route: FoundRoute;
  readonly row: AccessRow;
  readonly actor: Actor;
  /** Null for a route without ids. */
  readonly parameter: string | null;
  readonly location: TargetLocation;
  readonly idRule: IdRule | null;
  readonly name: string;
};

const locationsByKind: Record<TargetKind, readonly TargetLocation[]> = {
  member: ["self", "first", "second", "teamless", "foreign", "absent"],
  team: ["first", "second", "foreign", "absent"],
  assignment: ["self", "first", "second", "teamless", "foreign", "absent"],
  skill: ["first", "foreign", "absent"],
  token: ["self", "first", "foreign", "absent"],
  serviceAccount: ["first", "foreign", "absent"],
  session: ["self", "first", "foreign", "absent"],
  shareLink: ["self", "first", "foreign", "absent"],
  entry: ["self", "first", "second", "teamless", "foreign", "absent"],
  change: ["self", "first", "second", "teamless", "foreign", "absent"],
  contest: ["self", "first", "second", "teamless", "foreign", "absent"],
  decision: ["self", "first", "second", "teamless", "foreign", "absent"],
  contestedDecision: ["self", "first", "second", "teamless", "foreign", "absent"],
  job: ["first", "foreign", "absent"],
  proposal: ["first", "foreign", "absent"],
  auditor: ["first", "foreign", "absent"],
  import: ["first", "foreign", "absent"],
  finishedImport: ["first", "foreign", "absent"],
  importMapping: ["first", "foreign", "absent"],
  connection: ["first", "foreign", "absent"],
  delivery: ["first", "foreign", "absent"],
  connectionPerson: ["first", "foreign", "absent"],
};

type AccessTable = Readonly<Record<string, AccessRow>>;

/** @throws Error for a route without a row in the access table. */
export function getAccessRow(route: FoundRoute, table: AccessTable = accessTable): AccessRow {
  const row = table[route.name];
  if (row === undefined) throw new Error(`${route.name} has no row in the access table.`);
  return row;
}

/** Every case, the destructive ones last. */
export function listCases(
  routes: readonly FoundRoute[],
  actors: readonly Actor[],
  table: AccessTable = accessTable,
): readonly AccessCase[] {
  const order = Object.keys(table);
  const rows = routes.map((route) => ({ route, row: getAccessRow(route, table) }));
  rows.sort(
    (one, other) =>
      Number(one.row.isDestructive ?? false) - Number(other.row.isDestructive ?? false) ||
      order.indexOf(one.route.name) - order.indexOf(other.route.name),
  );
  return rows.flatMap(({ route, row }) =>
    listVariations(row).flatMap(({ parameter, location, idRule }) =>
      actors
        .filter((actor) => hasLocation(actor, location))
        .map((actor) => ({
          route,
          row,
          actor,
          parameter,
          location,
          idRule,
          name: `${route.name} ${parameter ?? ""}=${location} as ${actor.name}`,
        })),
    ),
  );
}

/** Nothing is a service account's own. */
function hasLocation({ role }: Actor, location: TargetLocation): boolean {
  return role !== "service" || location !== "self";
}

function listVariations({ ids }: AccessRow) {
  const withoutId = { parameter: null, location: "omitted" as const, idRule: null };
  if (ids === undefined) return [withoutId];
  return Object.entries(ids).flatMap(([parameter, idRule]) => {
    const locations = locationsByKind[idRule.kind];
    const all = idRule.isOptional === true ? [...locations, "omitted" as const] : locations;
    return all.map((location) => ({ parameter, location, idRule }));
  });
}

export function getAccessRule({ row, idRule }: AccessCase): Rule {
  const rule = idRule?.rule ?? row.rule;
  if (rule === undefined) throw new Error("A row without a rule.");
  return rule;
}

/** The expected response in a privacy mode. */
export function getExpectedStatus(mode: PrivacyMode, accessCase: AccessCase): Status {
  const { actor, idRule, location, route, row } = accessCase;
  if (!actor.isValid && isPersonal(route.declaration.access)) return 401;
  if (mode !== "aggregate" || route.method !== "GET")
    return getAccessRule(accessCase)(actor, location);
  const aggregate = idRule === null ? row.aggregate : idRule.aggregate;
  if (aggregate !== undefined) return aggregate(actor, location);
  const isOtherMember = idRule?.kind === "member" && location !== "self" && location !== "omitted";
  const isAdministration = /\/members\//.test(route.path);
  return isOtherMember && !isAdministration ? 403 : getAccessRule(accessCase)(actor, location);
}

type ConnectionTargets = Readonly<Record<"connection" | "delivery" | "connectionPerson", number>>;

/** The resources that the requests name. */
export type Targets = {
  readonly home: World;
  readonly foreign: World;
  readonly skills: Readonly<Record<"home" | "foreign", number>>;
  readonly tokens: Readonly<Record<"colleague" | "foreign", number>>;
  readonly serviceAccounts: Readonly<Record<"home" | "foreign", number>>;
  readonly sessions: Readonly<Record<"colleague" | "foreign", number>>;
  /** For reads: a request that changes a job has one of its own. */
  readonly jobs: Readonly<Record<"home" | "foreign", string>>;
  readonly shareLinks: Readonly<Record<"colleague" | "foreign", number>>;
  readonly proposals: Readonly<Record<"home" | "foreign", number>>;
  readonly imports: Readonly<Record<"home" | "foreign", number>>;
  readonly importMappings: Readonly<Record<"home" | "foreign", number>>;
  readonly connections: Readonly<Record<"home" | "foreign", ConnectionTargets>>;
  /** The secrets of share links of the colleague, who has the badge `top_performer`. */
  readonly links: Readonly<Record<SharedKind, string>>;
  /** A record of each kind about each member, by user id. */
  readonly recordsOfMembers: Readonly<
    Record<"contest" | "decision" | "contestedDecision", ReadonlyMap<number, number>>
  >;
};

/** The kinds with a numeric id. A job has a UUID. */
export type NumberedKind = Exclude<TargetKind, "job">;

const ABSENT = 2_147_483_646;
const ABSENT_JOB = "00000000-0000-4000-8000-000000000000";

/** A new failed job for each request but a read, because a retry changes its state. */
export async function makeJob(
  { home, foreign, jobs }: Targets,
  location: TargetLocation,
  method = "POST",
): Promise<string> {
  if (location === "absent") return ABSENT_JOB;
  if (method === "GET") return jobs[location === "foreign" ? "foreign" : "home"];
  return await makeFailedJob(location === "foreign" ? foreign : home);
}

/** @returns null to omit the parameter. */
export function getId(
  targets: Targets,
  actor: Pick<Actor, "key">,
  kind: NumberedKind,
  location: TargetLocation,
): number | null {
  if (location === "omitted") return null;
  if (location === "absent") return ABSENT;
  const { home, foreign } = targets;
  const world = location === "foreign" ? foreign : home;
  const isForeign = location === "foreign";
  const owner = isForeign ? "foreign" : "home";
  const member = {
    self: home.members[actor.key ?? "admin"],
    first: home.members.colleague,
    second: home.members.otherTeam,
    teamless: home.members.teamless,
    foreign: foreign.members.colleague,
  }[location];
  switch (kind) {
    case "member":
      return member.userId;
    case "assignment":
      return member.assignmentId;
    case "entry":
      return member.entryId;
    case "change":
      return member.changeId;
    case "contest":
    case "decision":
    case "contestedDecision":
      return targets.recordsOfMembers[kind].get(member.userId) ?? ABSENT;
    case "team":
      return world.teamIds[location === "second" ? "second" : "first"];
    case "skill":
      return targets.skills[owner];
    case "serviceAccount":
      return targets.serviceAccounts[owner];
    case "token":
    case "session":
    case "shareLink":
      return targets[`${kind}s`][isForeign ? "foreign" : "colleague"];
    case "proposal":
      return targets.proposals[owner];
    case "import":
    case "finishedImport":
      return targets.imports[owner];
    case "importMapping":
      return targets.importMappings[owner];
    case "connection":
    case "delivery":
    case "connectionPerson":
      return targets.connections[owner][kind];
    case "auditor":
      return world.members.auditor.userId;
  }
}
