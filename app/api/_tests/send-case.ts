import { makeDeletable } from "@/lib/performance/testing/make-api-world";
import {
  type AccessCase,
  getAccessRule,
  getId,
  makeJob,
  type NumberedKind,
  type Targets,
} from "./access-cases";
import type { FixedTarget } from "./access-row";
import type { Actor } from "./actors";
import { callRoute } from "./call-route";
import type { FoundRoute } from "./route-tree";

const disposableKinds = [
  "member",
  "team",
  "assignment",
  "token",
  "serviceAccount",
  "session",
  "shareLink",
  "contest",
  "decision",
  "contestedDecision",
  "proposal",
  "import",
  "finishedImport",
  "importMapping",
] as const;
let calls = 0;

export async function sendCase(targets: Targets, cell: AccessCase): Promise<Response> {
  const { actor, row, route, idRule } = cell;
  const { upload } = row;
  const headers = { ...actor.headers, ...(upload && { "content-type": upload.contentType }) };
  const parameters = await createParameters(targets, cell);
  calls += 1;
  const fields = row.body?.(`matrix-${calls}`);
  const urlParameters = getUrlParameters(route);
  const isInUrl = ([name]: readonly [string, unknown]) => name in urlParameters;
  const entries = Object.entries(parameters);
  const inBody = Object.fromEntries(entries.filter((entry) => !isInUrl(entry)));
  return await callRoute(route, {
    headers,
    parameters: Object.fromEntries(entries.filter(isInUrl)),
    ...(fields && { body: { ...fields, ...idRule?.fields, ...inBody } }),
    ...(upload && { body: upload.text }),
  });
}

async function createParameters(targets: Targets, cell: AccessCase) {
  const { actor, row, parameter, location, idRule } = cell;
  const parameters: Record<string, string | number | null> = { ...row.otherParameters };
  if (row.uniqueParameter !== undefined) parameters[row.uniqueParameter] = `unique-${calls}`;
  if (row.link !== undefined) parameters.link = targets.links[row.link];
  for (const [name, value] of Object.entries(row.fixedIds?.(actor) ?? {})) {
    parameters[name] = await getFixedId(targets, actor, value);
  }
  if (idRule?.paired !== undefined) {
    const { name, kind, of } = idRule.paired;
    parameters[name] = getId(targets, actor, kind, of === "actor" ? "self" : location);
  }
  if (parameter !== null && idRule !== null) {
    const { kind } = idRule;
    parameters[parameter] =
      kind === "job"
        ? await makeJob(targets, location, cell.route.method)
        : await findOrMakeId(targets, cell, kind);
  }
  return parameters;
}

async function findOrMakeId(
  targets: Targets,
  cell: AccessCase,
  kind: NumberedKind,
): Promise<number | null> {
  const { actor, location, row } = cell;
  const disposable = disposableKinds.find((each) => each === kind);
  const isConsumed =
    row.isDestructive === true && actor.isValid && getAccessRule(cell)(actor, location) === "ok";
  const owner = getId(targets, actor, "member", location) ?? 0;
  return isConsumed && disposable !== undefined
    ? await makeDeletable(targets.home, disposable, owner)
    : getId(targets, actor, kind, location);
}

async function getFixedId(targets: Targets, actor: Actor, value: FixedTarget) {
  if (value === "self") return getId(targets, actor, "member", "self");
  if (value === "average") return value;
  if (value === "import") return await makeDeletable(targets.home, "import", 0);
  if (value === "newMember") return await makeDeletable(targets.home, "member", 0);
  return await makeDeletable(targets.home, "assignment", targets.home.members.colleague.userId);
}

/** The parameters of the path and the query. */
export function getUrlParameters({ declaration }: FoundRoute): object {
  return { ...declaration.params?.shape, ...declaration.query?.shape };
}
