import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDeletable, makeSession } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import type { Targets } from "./access-cases";
import { createSessionHeaders } from "./actors";
import { type Call, callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest } from "./valid-request";

const routes = await findRoutes();
const { operations } = await readDocument();
const writes = routes.filter(({ method }) => method !== "GET");
const versioned = writes.filter(({ declaration }) => declaration.resource !== undefined);
const reads = routes.filter(
  ({ method, declaration }) => method === "GET" && declaration.resource !== undefined,
);

/** They write what no path names: a new resource, one of the caller's own without versions, or many at once. */
const withoutVersion = [
  ...["acceptInvitation", "changePassword", "setUpOrganization", "markNoticeRead"],
  ...["createToken", "revokeToken", "endSession", "endOtherSessions"],
  ...["createServiceAccount", "rotateServiceAccount", "revokeServiceAccount"],
  ...["createShareLink", "revokeShareLink", "createWidgetToken", "createInvitation"],
  ...["createMember", "importMembers", "createTeam", "createSkill", "createImport"],
  "createImportMapping",
  ...["recordAssignment", "recordAssignments", "contestAssignmentChange", "raiseContest"],
  ...["createProposal", "approveProposal", "withdrawProposal", "requestVerification"],
  ...["recordDecision", "contestDecision", "replyToDecision"],
  ...["computeWhatIf", "previewPolicy"],
  ...["createConnection", "replayDelivery", "decideConnectionPerson", "receiveWebhook"],
  "replayRejectedDeliveries",
];

let targets: Targets;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  targets = await makeTargets();
  headers = createSessionHeaders(
    await makeSession(targets.home, targets.home.members.admin.userId),
  );
}, 60_000);

afterAll(closeWorlds);

const withNames = (some: readonly FoundRoute[]) =>
  some.map((route) => [route.name, route] as const);
const getVersion = (tag: string | null) => tag?.replaceAll('"', "").split(".")[0] ?? null;

function findRead({ declaration: { resource }, path }: FoundRoute): FoundRoute {
  const read = reads.find(
    (one) => one.declaration.resource === resource && path.startsWith(one.path),
  );
  if (read === undefined) throw new Error(`${path} cannot be read.`);
  return read;
}

async function readTag(route: FoundRoute, { parameters = {} }: Call): Promise<string> {
  const read = findRead(route);
  const own = Object.entries(parameters).filter(([name]) => read.path.includes(`{${name}}`));
  const response = await callRoute(read, { headers, parameters: Object.fromEntries(own) });
  expect(response.status).toBe(200);
  return response.headers.get("etag") ?? "";
}

async function makeCall(route: FoundRoute): Promise<Call> {
  const { headers: own, ...request } = await makeValidRequest(targets, route);
  return { headers: { ...headers, ...own }, ...request };
}

function send(route: FoundRoute, call: Call, ifMatch: string): Promise<Response> {
  return callRoute(route, { ...call, headers: { ...call.headers, "if-match": ifMatch } });
}

function getRoute(name: string): FoundRoute {
  const route = routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no ${name}.`);
  return route;
}

it("knows of every write whether what it writes has a version", () => {
  const ids = writes
    .filter(({ declaration }) => declaration.resource === undefined)
    .map(({ declaration }) => declaration.operationId);
  expect(ids.sort()).toEqual([...withoutVersion].sort());
});

describe("a write of a resource with versions", () => {
  it.each(withNames(versioned))(
    "is rejected with 412 for an earlier, an unknown or a weak version, and changes nothing: %s",
    async (_, route) => {
      const call = await makeCall(route);
      const tag = await readTag(route, call);
      for (const ifMatch of ['"earlier"', `W/${tag}`, '"earlier", "other.tag"']) {
        const response = await send(route, call, ifMatch);
        expect(response.status).toBe(412);
        expect(await response.json()).toMatchObject({ code: "precondition_failed" });
      }
      expect(await readTag(route, call)).toBe(tag);
    },
  );

  it.each(withNames(versioned))(
    "is accepted for the version that was read, and tells the one that it left: %s",
    async (_, route) => {
      const call = await makeCall(route);
      const response = await send(route, call, `"earlier", ${await readTag(route, call)}`);
      expect(response.ok).toBe(true);
      const left = response.headers.get("etag");
      if (left === null) expect(route.method).toBe("DELETE");
      else expect(getVersion(await readTag(route, call))).toBe(getVersion(left));
    },
  );

  it.each(withNames(versioned))("is described with If-Match and 412: %s", (_, { name }) => {
    const operation = operations.find((one) => one.name === name);
    expect(operation?.parameters).toContainEqual(
      expect.objectContaining({ name: "If-Match", in: "header", required: false }),
    );
    expect(Object.keys(operation?.responses ?? {})).toContain("412");
  });
});

describe("If-Match", () => {
  const rename = getRoute("PATCH /api/performance/teams/{id}");

  it.each(["earlier", '"earlier', '"a" "b"', "", "*, *", 'w/"a"'])(
    "is rejected with 400 when it is %s",
    async (ifMatch) => {
      const response = await send(rename, await makeCall(rename), ifMatch);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ invalid_params: [{ name: "If-Match" }] });
    },
  );

  it("is rejected with 400 where nothing has a version", async () => {
    const create = getRoute("POST /api/performance/teams");
    expect((await send(create, await makeCall(create), "*")).status).toBe(400);
  });

  it("accepts any version with a star, and creates nothing by PUT", async () => {
    expect((await send(rename, await makeCall(rename), "*")).status).toBe(200);
    const put = getRoute("PUT /api/performance/assignments/by-external-id/{external_id}");
    const call = await makeCall(put);
    const fresh = { ...call, parameters: { external_id: "never-sent" } };
    expect((await send(put, fresh, "*")).status).toBe(412);
    expect((await send(put, call, "*")).status).toBe(200);
  });

  it("reveals nothing of another organization", async () => {
    const { userId } = targets.foreign.members.colleague;
    const id = await makeDeletable(targets.foreign, "assignment", userId);
    const amend = getRoute("PATCH /api/performance/assignments/{id}");
    const body = { title: "x" };
    for (const ifMatch of ["*", '"x"']) {
      const hidden = await send(amend, { headers, parameters: { id }, body }, ifMatch);
      const absent = await send(amend, { headers, parameters: { id: 2e9 }, body }, ifMatch);
      expect([hidden.status, absent.status]).toEqual([404, 404]);
    }
  });
});

const bodies: readonly (readonly [name: string, body: (index: number) => object])[] = [
  ["PATCH /api/performance/teams/{id}", (index) => ({ name: `team ${index}` })],
  ["PATCH /api/performance/skills/{id}", (index) => ({ name: `skill ${index}` })],
  ["PATCH /api/performance/members/{id}", (index) => ({ display_name: `name ${index}` })],
  ["PATCH /api/performance/assignments/{id}", (index) => ({ title: `title ${index}` })],
  ["PATCH /api/performance/import-mappings/{id}", (index) => ({ name: `mapping ${index}` })],
  ["PATCH /api/performance/organization", (index) => ({ name: `organization ${index}` })],
  [
    "PUT /api/performance/policy",
    (index) => ({
      weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 },
      min_sample: index + 7,
      expected_version: 1,
    }),
  ],
];

describe("of writes with the same version", () => {
  it.each(bodies)("at the same time exactly one wins: %s", async (name, createBody) => {
    const route = getRoute(name);
    const call = await makeCall(route);
    const tag = await readTag(route, call);
    const responses = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        send(route, { ...call, body: createBody(index) }, tag),
      ),
    );
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    const winner = responses.find(({ status }) => status === 200);
    expect(getVersion(await readTag(route, call))).toBe(
      getVersion(winner?.headers.get("etag") ?? null),
    );
  });

  it("the second is rejected also where the first brought back the former content", async () => {
    const route = getRoute("PATCH /api/performance/teams/{id}");
    const { parameters = {} } = await makeCall(route);
    const write = (name: string) => callRoute(route, { headers, parameters, body: { name } });
    await write("before");
    const tag = await readTag(route, { parameters });
    await write("between");
    await write("before");
    const response = await send(route, { headers, parameters, body: { name: "after" } }, tag);
    expect(response.status).toBe(412);
  });
});
