import type { PrivacyMode, SharedKind } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { makeFailedJob, type World } from "@/lib/performance/testing/make-api-world";
import type { IdRule, Kind, Row } from "./access-row";
import { accessTable } from "./access-table";
import type { Actor } from "./actors";
import type { Place, Rule, Status } from "./access-rules";
import type { FoundRoute } from "./route-tree";

/** Who asks which route for what. */
export type Cell = {
  readonly route: FoundRoute;
  readonly row: Row;
  readonly actor: Actor;
  /** Null: the route takes no id. */
  readonly parameter: string | null;
  readonly place: Place;
  readonly idRule: IdRule | null;
  readonly name: string;
};

const placesOf: Record<Kind, readonly Place[]> = {
  member: ["self", "first", "second", "teamless", "foreign", "absent"],
  team: ["first", "second", "foreign", "absent"],
  assignment: ["self", "first", "second", "teamless", "foreign", "absent"],
  skill: ["first", "foreign", "absent"],
  token: ["self", "first", "foreign", "absent"],
  session: ["self", "first", "foreign", "absent"],
  shareLink: ["self", "first", "foreign", "absent"],
  entry: ["self", "first", "second", "teamless", "foreign", "absent"],
  contest: ["self", "first", "second", "teamless", "foreign", "absent"],
  job: ["first", "foreign", "absent"],
};

/** @throws Error for a route that the table does not know. */
export function toRow(route: FoundRoute): Row {
  const row = accessTable[route.name];
  if (row === undefined) throw new Error(`${route.name} has no row in the table of who may.`);
  return row;
}

/** Every cell, those that take things away last. */
export function listCells(
  routes: readonly FoundRoute[],
  actors: readonly Actor[],
): readonly Cell[] {
  const order = Object.keys(accessTable);
  const known = routes.map((route) => ({ route, row: toRow(route) }));
  known.sort(
    (one, other) =>
      Number(one.row.isLast ?? false) - Number(other.row.isLast ?? false) ||
      order.indexOf(one.route.name) - order.indexOf(other.route.name),
  );
  return known.flatMap(({ route, row }) =>
    targetsOf(row).flatMap(({ parameter, place, idRule }) =>
      actors.map((actor) => ({
        route,
        row,
        actor,
        parameter,
        place,
        idRule,
        name: `${route.name} ${parameter ?? ""}=${place} as ${actor.name}`,
      })),
    ),
  );
}

function targetsOf({ ids }: Row) {
  const none = { parameter: null, place: "omitted" as const, idRule: null };
  if (ids === undefined) return [none];
  return Object.entries(ids).flatMap(([parameter, idRule]) => {
    const places = placesOf[idRule.kind];
    const all = idRule.isOptional === true ? [...places, "omitted" as const] : places;
    return all.map((place) => ({ parameter, place, idRule }));
  });
}

export function getRule({ row, idRule }: Cell): Rule {
  const rule = idRule?.rule ?? row.rule;
  if (rule === undefined) throw new Error("A row without a rule.");
  return rule;
}

/** What a cell answers where the organization shows people so. */
export function findExpectedValue(mode: PrivacyMode, cell: Cell): Status {
  const { actor, idRule, place, route, row } = cell;
  if (!actor.isValid && isPersonal(route.declaration.access)) return 401;
  if (mode !== "aggregate" || route.method !== "GET") return getRule(cell)(actor, place);
  const aggregate = idRule === null ? row.aggregate : idRule.aggregate;
  if (aggregate !== undefined) return aggregate(actor, place);
  const isAnother = idRule?.kind === "member" && place !== "self" && place !== "omitted";
  const isAdministration = /\/members\//.test(route.path);
  return isAnother && !isAdministration ? 403 : getRule(cell)(actor, place);
}

/** What is there for whom: ids of things that tests look for, or take away. */
export type Targets = {
  readonly home: World;
  readonly foreign: World;
  readonly skills: Readonly<Record<"home" | "foreign", number>>;
  readonly tokens: Readonly<Record<"colleague" | "foreign", number>>;
  readonly sessions: Readonly<Record<"colleague" | "foreign", number>>;
  readonly shareLinks: Readonly<Record<"colleague" | "foreign", number>>;
  /** Secrets of links of the colleague's, who holds the badge `top_performer`. */
  readonly links: Readonly<Record<SharedKind, string>>;
  /** The open contest of each member, by user id. */
  readonly contests: ReadonlyMap<number, number>;
};

/** What has a number; a job has a UUID. */
export type NumberedKind = Exclude<Kind, "job">;

const ABSENT = 2_147_483_646;
const ABSENT_JOB = "00000000-0000-4000-8000-000000000000";

/** A job that was set aside, of its own for whoever asks: it is no longer once somebody may have run it again. */
export async function jobOf({ home, foreign }: Targets, place: Place): Promise<string> {
  if (place === "absent") return ABSENT_JOB;
  return await makeFailedJob(place === "foreign" ? foreign : home);
}

/** Null: the parameter is left out. */
export function getId(
  targets: Targets,
  actor: Pick<Actor, "key">,
  kind: NumberedKind,
  place: Place,
): number | null {
  if (place === "omitted") return null;
  if (place === "absent") return ABSENT;
  const { home, foreign } = targets;
  const world = place === "foreign" ? foreign : home;
  const isForeign = place === "foreign";
  const member = {
    self: home.members[actor.key ?? "admin"],
    first: home.members.colleague,
    second: home.members.otherTeam,
    teamless: home.members.teamless,
    foreign: foreign.members.colleague,
  }[place];
  switch (kind) {
    case "member":
      return member.userId;
    case "assignment":
      return member.assignmentId;
    case "entry":
      return member.entryId;
    case "contest":
      return targets.contests.get(member.userId) ?? ABSENT;
    case "team":
      return world.teamIds[place === "second" ? "second" : "first"];
    case "skill":
      return targets.skills[isForeign ? "foreign" : "home"];
    case "token":
      return targets.tokens[isForeign ? "foreign" : "colleague"];
    case "session":
      return targets.sessions[isForeign ? "foreign" : "colleague"];
    case "shareLink":
      return targets.shareLinks[isForeign ? "foreign" : "colleague"];
  }
}
