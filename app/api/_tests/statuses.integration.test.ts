import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takesIdempotencyKey } from "@/lib/api/route-declaration";
import { makeSession, type World } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import type { Targets } from "./access-cases";
import { createSessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest } from "./valid-request";

const routes = await findRoutes();
const { operations } = await readDocument();
const creating = routes.filter(({ declaration }) => declaration.creates !== undefined);
const posts = routes.filter(({ method }) => method === "POST");

/** What they create has no URL of its own. */
const withoutUrl = [
  "createInvitation",
  "createProposal",
  "createWidgetToken",
  "recordDecision",
  "requestVerification",
  "setUpOrganization",
];

/** They change or compute something, and create nothing that has a URL. */
const acting = [
  "acceptInvitation",
  "importMembers",
  "rotateServiceAccount",
  "endOldConnectionSecret",
  "receiveWebhook",
  "replayDelivery",
  "replayRejectedDeliveries",
  "rotateConnectionSecret",
  "approveProposal",
  "cancelAssignment",
  "cancelImport",
  "changePassword",
  "completeAssignment",
  "computeWhatIf",
  "contestDecision",
  "decideContest",
  "markContestSeen",
  "markNoticeRead",
  "previewPolicy",
  "recordAssignments",
  "reopenAssignment",
  "replyToDecision",
  "retryJob",
  "startImport",
  "undoImport",
  "withdrawContest",
  "withdrawProposal",
];

let targets: Targets;
let home: World;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  targets = await makeTargets();
  ({ home } = targets);
  headers = createSessionHeaders(await makeSession(home, home.members.admin.userId));
}, 60_000);

afterAll(closeWorlds);

async function send(route: FoundRoute) {
  const { headers: own, ...request } = await makeValidRequest(targets, route);
  const sent = { headers: { ...headers, ...own }, ...request };
  return { sent, response: await callRoute(route, sent) };
}

it("knows of every POST what it creates", () => {
  const ids = (list: readonly FoundRoute[]) =>
    list.map(({ declaration }) => declaration.operationId);
  expect([...ids(creating), ...withoutUrl, ...acting].sort()).toEqual(ids(posts).sort());
});

it("takes Idempotency-Key for every POST of a caller that creates, and for no other operation", () => {
  const ids = routes
    .filter(({ method, declaration }) => takesIdempotencyKey(method, declaration))
    .map(({ declaration }) => declaration.operationId);
  const expected = creating.map(({ declaration }) => declaration.operationId);
  const ofCallers = withoutUrl.filter((id) => id !== "setUpOrganization");
  expect(ids.sort()).toEqual([...expected, ...ofCallers].sort());
});

describe("what was created", () => {
  it.each(creating.map((route) => [route.name, route] as const))(
    "has a Location in the response to %s",
    async (_, route) => {
      const { response, sent } = await send(route);
      expect(response.ok).toBe(true);
      const location = response.headers.get("location") ?? "";
      const { path = "" } = route.declaration.creates ?? {};
      const id = location.slice(path.indexOf("{id}"));
      expect(location).toBe(path.replace("{id}", id));
      expect(id).toMatch(/^\d+$/);
      const ofResource = routes.filter((one) => one.path === path);
      expect(ofResource.length).toBeGreaterThan(0);
      const read = ofResource.find(({ method }) => method === "GET");
      if (read !== undefined) {
        const found = await callRoute(read, { headers, parameters: { id } });
        expect(found.status).toBe(200);
      }
      if (route.declaration.operationId === "recordAssignment") {
        const again = await callRoute(route, sent);
        expect([again.status, again.headers.get("location")]).toEqual([200, null]);
      }
    },
  );

  it.each(creating.map((route) => [route.name, route] as const))(
    "is described with 201 and Location for %s",
    (_, { name, declaration: { status = 200 } }) => {
      const responses = operations.find((one) => one.name === name)?.responses ?? {};
      const described = { headers: { Location: { $ref: "#/components/headers/Location" } } };
      expect(responses[status]).toMatchObject(described);
      if (status !== 202) expect(responses[201]).toMatchObject(described);
    },
  );
});

describe("DELETE", () => {
  const deletes = routes.filter(({ method }) => method === "DELETE");

  it.each(deletes.map((route) => [route.name, route] as const))(
    "responds with 200 in this version, and describes 204 of the next for %s",
    async (_, route) => {
      const { response } = await send(route);
      expect(response.status).toBe(200);
      const responses = operations.find((one) => one.name === route.name)?.responses ?? {};
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "204"]));
    },
  );
});
