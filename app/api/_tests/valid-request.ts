import { makeExpired } from "@/lib/performance/testing/make-api-world";
import type { Actor } from "./actors";
import { pathAndQuery } from "./send-case";
import { getId, jobOf, type NumberedKind, type Targets, toRow } from "./access-cases";
import type { FoundRoute } from "./route-tree";

export type ValidRequest = {
  readonly parameters: Readonly<Record<string, string | number | null>>;
  readonly body: Readonly<Record<string, unknown>> | undefined;
};

const administrator: Pick<Actor, "key"> = { key: "admin" };
const written: readonly NumberedKind[] = [
  "member",
  "team",
  "assignment",
  "token",
  "session",
  "shareLink",
  "entry",
  "contest",
];
const ownKinds: readonly NumberedKind[] = [
  "member",
  "assignment",
  "token",
  "session",
  "shareLink",
  "entry",
  "contest",
];
let made = 0;

/** A request that an administrator may make of this route, on something that nothing else stands on. */
export async function makeValidRequest(targets: Targets, route: FoundRoute): Promise<ValidRequest> {
  const row = toRow(route);
  const inAddress = pathAndQuery(route);
  const parameters: Record<string, string | number | null> = { ...row.words };
  const fields: Record<string, unknown> = {};
  for (const [name, { kind, isOptional, isOneself }] of Object.entries(row.ids ?? {})) {
    if (isOptional === true) continue;
    if (kind === "job") {
      parameters[name] = await jobOf(targets, "first");
      continue;
    }
    const isWritten = route.method !== "GET" && written.includes(kind) && isOneself !== true;
    const id = isWritten
      ? await makeTarget(targets, kind, route)
      : getId(targets, administrator, kind, ownKinds.includes(kind) ? "self" : "first");
    if (name in inAddress) parameters[name] = id;
    else if (row.body !== undefined && name !== "user_id") fields[name] = id;
    else fields[name] = targets.home.members.colleague.userId;
  }
  if (row.link !== undefined) {
    parameters.id = targets.home.members.colleague.userId;
    parameters.link = targets.links[row.link];
  }
  made += 1;
  const body = row.body?.(`valid-${made}`);
  return { parameters, body: body && { ...body, ...fields } };
}

async function makeTarget(
  { home }: Targets,
  kind: NumberedKind,
  { path }: FoundRoute,
): Promise<number> {
  const { admin, colleague } = home.members;
  switch (kind) {
    case "skill":
      return 0;
    case "token":
    case "session":
    case "shareLink":
    case "entry":
      return await makeExpired(home, kind, admin.userId);
    case "contest": {
      const isDecided = path.endsWith("/decision");
      return await makeExpired(home, kind, (isDecided ? colleague : admin).userId);
    }
    default:
      return await makeExpired(home, kind, colleague.userId);
  }
}
