import { makeExpired } from "@/lib/performance/testing/make-api-world";
import type { Given } from "./access-row";
import type { Actor } from "./actors";
import { callRoute } from "./call-route";
import { type Cell, getId, getRule, jobOf, type NumberedKind, type Targets } from "./access-cases";
import type { FoundRoute } from "./route-tree";

const perishables = [
  "member",
  "team",
  "assignment",
  "token",
  "session",
  "shareLink",
  "contest",
] as const;
let calls = 0;

/** The request of a cell, and its answer. */
export async function ask(targets: Targets, cell: Cell): Promise<Response> {
  const { actor, row, route } = cell;
  const { headers } = actor;
  const parameters = await parametersOf(targets, cell);
  calls += 1;
  const fields = row.body?.(`matrix-${calls}`);
  const inAddress = pathAndQuery(route);
  const isInAddress = ([name]: readonly [string, unknown]) => name in inAddress;
  const split = Object.entries(parameters);
  const inBody = Object.fromEntries(split.filter((entry) => !isInAddress(entry)));
  return await callRoute(route, {
    headers,
    parameters: Object.fromEntries(split.filter(isInAddress)),
    ...(fields && { body: { ...fields, ...inBody } }),
  });
}

async function parametersOf(targets: Targets, cell: Cell) {
  const { actor, row, parameter, place, idRule } = cell;
  const parameters: Record<string, string | number | null> = { ...row.words };
  if (row.link !== undefined) parameters.link = targets.links[row.link];
  for (const [name, value] of Object.entries(row.given?.(actor) ?? {})) {
    parameters[name] = await givenOf(targets, actor, value);
  }
  if (parameter !== null && idRule !== null) {
    const { kind } = idRule;
    parameters[parameter] =
      kind === "job" ? await jobOf(targets, place) : await idFor(targets, cell, kind);
  }
  return parameters;
}

async function idFor(targets: Targets, cell: Cell, kind: NumberedKind): Promise<number | null> {
  const { actor, place, row } = cell;
  const perishable = perishables.find((each) => each === kind);
  const isTaken = row.isLast === true && actor.isValid && getRule(cell)(actor, place) === "ok";
  const owner = getId(targets, actor, "member", place) ?? 0;
  return isTaken && perishable !== undefined
    ? await makeExpired(targets.home, perishable, owner)
    : getId(targets, actor, kind, place);
}

async function givenOf(targets: Targets, actor: Actor, value: Given) {
  if (value === "self") return getId(targets, actor, "member", "self");
  if (value === "average") return value;
  return await makeExpired(targets.home, "assignment", targets.home.members.colleague.userId);
}

/** The names in the address of a route. */
export function pathAndQuery({ declaration }: FoundRoute): object {
  return { ...declaration.params?.shape, ...declaration.query?.shape };
}
