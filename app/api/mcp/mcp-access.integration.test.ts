import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AccessCase,
  getExpectedStatus,
  listCases,
  type Targets,
} from "@/app/api/_tests/access-cases";
import {
  type Actor,
  createTokenHeaders,
  makeActors,
  makeServiceActor,
} from "@/app/api/_tests/actors";
import { makeTargets } from "@/app/api/_tests/make-targets";
import { type FoundRoute, findRoutes } from "@/app/api/_tests/route-tree";
import { sendCase } from "@/app/api/_tests/send-case";
import type { PrivacyMode } from "@/lib/context";
import { listScopesOfRole } from "@/lib/performance/access/permissions";
import { makeToken, setPrivacyMode } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { callTool, connectClient, getText } from "./testing/mcp-client";
import { toolRoutes } from "./tools";

const routes = (await findRoutes()).filter(({ handler }) =>
  toolRoutes.some((tool) => tool.handler === handler),
);
const clients = new Map<string, Client>();
let targets: Targets;
/** Each role by a token with all of its scopes, and a service account. */
let actors: readonly Actor[];
/** Each role by a token with one of its scopes. */
let scopedActors: readonly Actor[];

beforeAll(async () => {
  targets = await makeTargets();
  const people = (await makeActors(targets.home)).filter(({ name }) => name.endsWith(" by token"));
  actors = [...people, await makeServiceActor(targets.home)];
  scopedActors = await makeScopedActors(people);
  for (const actor of [...actors, ...scopedActors]) {
    clients.set(actor.name, await connectClient(actor.headers));
  }
});

afterAll(closeWorlds);

async function makeScopedActors(people: readonly Actor[]): Promise<readonly Actor[]> {
  const made: Actor[] = [];
  for (const person of people) {
    if (person.role === "service" || person.key === null) continue;
    for (const scope of listScopesOfRole(person.role)) {
      const { userId } = targets.home.members[person.key];
      const token = await makeToken(targets.home, userId, { scopes: [scope] });
      const headers = createTokenHeaders(token);
      made.push({ ...person, name: `${person.name} with ${scope}`, scopes: [scope], headers });
    }
  }
  return made;
}

function getClient({ name }: Actor): Client {
  const client = clients.get(name);
  if (client === undefined) throw new Error(`${name} has no client.`);
  return client;
}

/** The route as its tool: the parameters and the body of a request are the arguments of a call. */
function toToolRoute(route: FoundRoute, client: Client): FoundRoute {
  const { declaration, serve } = route.handler;
  async function handle(request: Request, segment: Parameters<FoundRoute["handler"]>[1]) {
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const body = request.method === "POST" ? await request.json() : {};
    const given = { ...(await segment.params), ...search, ...body };
    const result = await callTool(client, declaration.operationId, given);
    const text = getText(result);
    const content = JSON.parse(text);
    const toResponse = (type: string, status: number) =>
      new Response(text, { status, headers: { "content-type": type } });
    if (result.isError === true) return toResponse("application/problem+json", content.status);
    expect(content).toEqual(result.structuredContent);
    return toResponse("application/json", 200);
  }
  return { ...route, handler: Object.assign(handle, { declaration, serve }) };
}

/** Two requests differ in their id, and in the time at which another policy would be written. */
async function toComparable(response: Response): Promise<string> {
  const text = (await response.text()).replaceAll(/"(request_id|at)":"[^"]*"/g, "");
  return `${response.status} ${text}`;
}

/** The cases in which a tool responds otherwise than its route. */
async function listDifferences(cases: readonly AccessCase[]): Promise<readonly string[]> {
  const different: string[] = [];
  for (const one of cases) {
    const byHttp = await toComparable(await sendCase(targets, one));
    const tool = toToolRoute(one.route, getClient(one.actor));
    const byTool = await toComparable(await sendCase(targets, { ...one, route: tool }));
    if (byTool !== byHttp) different.push(`${one.name}: ${byTool}, not ${byHttp}`);
  }
  return different;
}

/** The cases of these actors without the filters of a member's entries, and without what is as absent as foreign. */
function listTargets(callers: readonly Actor[]): readonly AccessCase[] {
  return listCases(routes, callers).filter(
    ({ parameter, location }) =>
      !["entry_id", "assignment_id"].includes(parameter ?? "") && location !== "absent",
  );
}

/** The tools that the access table does not forbid the actor for every target. */
function listPermitted(actor: Actor): readonly string[] {
  const permitted = listCases(routes, [actor]).filter(
    (one) => getExpectedStatus("named", one) !== 403,
  );
  return [...new Set(permitted.map(({ route }) => route.declaration.operationId))];
}

describe("the tools of MCP", () => {
  it("are listed to a token of each role and scope as the access table permits them", async () => {
    const listed = new Set<string>();
    for (const actor of [...actors, ...scopedActors]) {
      const { tools } = await getClient(actor).listTools();
      const names = tools.map(({ name }) => name);
      expect(names.toSorted(), actor.name).toEqual(listPermitted(actor).toSorted());
      listed.add(names.join());
    }
    expect(scopedActors.length).toBeGreaterThan(20);
    expect(listed.size).toBeGreaterThan(3);
  });

  it("respond to every role and target as the access table and HTTP do", async () => {
    const cases = listTargets(actors);
    expect(cases.length).toBeGreaterThan(300);
    expect(await listDifferences(cases)).toEqual([]);
  });

  it("reject with the code of HTTP what a token lacks the scope for", async () => {
    const cases = listTargets(scopedActors).filter(
      ({ location, parameter }) =>
        (location === "self" || location === "omitted") && parameter !== "user_id_2",
    );
    expect(cases.length).toBeGreaterThan(200);
    expect(await listDifferences(cases)).toEqual([]);
  });

  it.each<PrivacyMode>(["pseudonymous", "aggregate"])(
    "show in the mode %s what HTTP shows",
    async (mode) => {
      await setPrivacyMode(targets.home, mode);
      const viewers = actors.filter(
        ({ key, role }) =>
          ["employee", "leadOfTeam", "manager"].includes(key ?? "") || role === "service",
      );
      expect(await listDifferences(listTargets(viewers))).toEqual([]);
      await setPrivacyMode(targets.home, "named");
    },
  );

  it("are about the caller where no member is named", async () => {
    const [employee] = actors;
    if (employee === undefined) throw new Error("There is no employee.");
    const { userId } = targets.home.members.employee;
    const summary = await callTool(getClient(employee), "getUserSummary");
    expect(summary.structuredContent).toMatchObject({ user_id: userId });
    const comparison = { user_id_2: "average" };
    const compared = await callTool(getClient(employee), "compareTeamPerformance", comparison);
    expect(compared.structuredContent).toMatchObject({ user_1: { user_id: userId } });
  });

  it("require a member of a service account, which has no data of its own", async () => {
    const service = actors.find(({ role }) => role === "service");
    if (service === undefined) throw new Error("There is no service account.");
    const { tools } = await getClient(service).listTools();
    const summary = tools.find(({ name }) => name === "getUserSummary");
    expect(summary?.inputSchema.required).toEqual(["id"]);
    const result = await callTool(getClient(service), "getUserSummary");
    expect(result.isError).toBe(true);
    expect(JSON.parse(getText(result))).toMatchObject({
      code: "invalid_request",
      invalid_params: [{ name: "id", code: "missing" }],
    });
  });
});
