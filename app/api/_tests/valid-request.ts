import { makeDeletable } from "@/lib/performance/testing/make-api-world";
import { getAccessRow, getId, makeJob, type NumberedKind, type Targets } from "./access-cases";
import type { AccessRow, IdRule } from "./access-row";
import type { Actor } from "./actors";
import type { FoundRoute } from "./route-tree";
import { getUrlParameters } from "./send-case";

export type ValidRequest = {
  readonly parameters: Readonly<Record<string, string | number | null>>;
  /** A text is the file of an upload, of the content type in the headers. */
  readonly body: Readonly<Record<string, unknown>> | string | undefined;
  readonly headers: Readonly<Record<string, string>>;
};

const administrator: Pick<Actor, "key"> = { key: "admin" };
const changeableKinds: readonly NumberedKind[] = [
  "member",
  "team",
  "assignment",
  "token",
  "serviceAccount",
  "session",
  "shareLink",
  "entry",
  "contest",
  "decision",
  "contestedDecision",
  "proposal",
  "import",
  "finishedImport",
  "importMapping",
];
const ownKinds: readonly NumberedKind[] = [
  "member",
  "assignment",
  "token",
  "session",
  "shareLink",
  "entry",
  "change",
  "contest",
  "decision",
];
let requestCount = 0;

/** Creates a valid request of an administrator. A route that writes gets a new target. */
export async function makeValidRequest(targets: Targets, route: FoundRoute): Promise<ValidRequest> {
  const row = getAccessRow(route);
  const urlParameters = getUrlParameters(route);
  const parameters: Record<string, string | number | null> = { ...row.otherParameters };
  const fields: Record<string, unknown> = {};
  for (const [name, idRule] of Object.entries(row.ids ?? {})) {
    if (idRule.isOptional === true) continue;
    const id = await findId(targets, route, idRule);
    if (name in urlParameters) parameters[name] = id;
    else if (row.body !== undefined && !isAnyMember(name, idRule.kind)) fields[name] = id;
    else fields[name] = targets.home.members.colleague.userId;
  }
  if (row.link !== undefined) {
    parameters.id = targets.home.members.colleague.userId;
    parameters.link = targets.links[row.link];
  }
  if (row.uniqueParameter !== undefined) {
    parameters[row.uniqueParameter] = await makeExternalId(targets);
  }
  requestCount += 1;
  return { parameters, ...makeBody(row, fields) };
}

/** The key of a new assignment. */
async function makeExternalId({ home }: Targets): Promise<string> {
  const id = await makeDeletable(home, "assignment", home.members.colleague.userId);
  const { organizationId, context } = home;
  const where = { organizationId_id: { organizationId, id: BigInt(id) } };
  return (await context.database.assignment.findUniqueOrThrow({ where })).externalId;
}

function makeBody(
  { upload, body }: AccessRow,
  fields: Readonly<Record<string, unknown>>,
): Pick<ValidRequest, "body" | "headers"> {
  if (upload !== undefined) {
    return { body: upload.text, headers: { "content-type": upload.contentType } };
  }
  const made = body?.(`valid-${requestCount}`);
  return { body: made && { ...made, ...fields }, headers: {} };
}

async function findId(targets: Targets, route: FoundRoute, { kind, isSelfOnly, paired }: IdRule) {
  if (kind === "job") return await makeJob(targets, "first");
  if (paired !== undefined) return getId(targets, administrator, kind, "self");
  const isChanged = route.method !== "GET" && changeableKinds.includes(kind) && isSelfOnly !== true;
  return isChanged
    ? await makeTarget(targets, kind, route)
    : getId(targets, administrator, kind, ownKinds.includes(kind) ? "self" : "first");
}

async function makeTarget(
  { home }: Targets,
  kind: NumberedKind,
  { path }: FoundRoute,
): Promise<number> {
  const { admin, colleague } = home.members;
  switch (kind) {
    case "skill":
    case "auditor":
    case "change":
    case "connection":
    case "delivery":
    case "connectionPerson":
      return 0;
    case "token":
    case "session":
    case "shareLink":
    case "entry":
    case "decision":
      return await makeDeletable(home, kind, admin.userId);
    case "contest": {
      const isDecided = path.endsWith("/decision");
      return await makeDeletable(home, kind, (isDecided ? colleague : admin).userId);
    }
    default:
      return await makeDeletable(home, kind, colleague.userId);
  }
}

/** Whether the parameter names any member at all, as the assignee of new work. */
function isAnyMember(name: string, kind: string): boolean {
  return name === "user_id" && kind === "member";
}
