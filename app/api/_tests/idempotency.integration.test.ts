import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takesIdempotencyKey } from "@/lib/api/route-declaration";
import { withTransaction } from "@/lib/db/transaction";
import { removePerson } from "@/lib/performance/privacy/queries/remove-person";
import { makeSession, makeToken } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { makeUniqueName } from "@/lib/testing/unique-name";
import type { Targets } from "./access-cases";
import { createSessionHeaders, createTokenHeaders } from "./actors";
import { type Call, callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest } from "./valid-request";

const routes = await findRoutes();
const { operations } = await readDocument();
const taking = routes
  .filter(({ method, declaration }) => takesIdempotencyKey(method, declaration))
  .map((route) => [route.name, route] as const);

/** A text that may be a secret. */
const secretPattern = /^(.*#)?[\w-]{32,}$/;

let targets: Targets;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  targets = await makeTargets();
  headers = await makeHeaders("admin");
}, 60_000);

afterAll(closeWorlds);

async function makeHeaders(key: "admin" | "manager") {
  const { home } = targets;
  return createSessionHeaders(await makeSession(home, home.members[key].userId));
}

async function makeCall(route: FoundRoute): Promise<Call> {
  const { headers: own, ...request } = await makeValidRequest(targets, route);
  return { headers: { ...headers, ...own }, ...request };
}

function send(route: FoundRoute, call: Call, key: string): Promise<Response> {
  return callRoute(route, { ...call, headers: { ...call.headers, "idempotency-key": key } });
}

function getRoute(name: string): FoundRoute {
  const route = routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no ${name}.`);
  return route;
}

async function readCode(response: Response): Promise<unknown> {
  const { code } = await response.json();
  return code;
}

/** What is kept of the last request with a key. */
async function findKept() {
  return await targets.home.context.database.idempotencyKey.findFirstOrThrow({
    where: { organizationId: targets.home.organizationId },
    orderBy: { id: "desc" },
  });
}

async function changeKept(data: Partial<Awaited<ReturnType<typeof findKept>>>): Promise<void> {
  const { organizationId, id } = await findKept();
  await targets.home.context.database.idempotencyKey.update({
    where: { organizationId_id: { organizationId, id } },
    data,
  });
}

const createTeam = getRoute("POST /api/performance/teams");
const recordDecision = getRoute("POST /api/performance/decisions");

function countDecisions(): Promise<number> {
  const { context, organizationId } = targets.home;
  return context.database.decision.count({ where: { organizationId } });
}

describe("an operation that creates", () => {
  it.each(taking)("responds to the same key as before, without creating: %s", async (_, route) => {
    const call = await makeCall(route);
    const key = makeUniqueName();
    const first = await send(route, call, key);
    expect(first.ok).toBe(true);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const text = await first.text();
    const kept = await findKept();
    expect(kept).toMatchObject({ status: first.status, doneAt: expect.any(Date) });
    const again = await send(route, call, key);
    const hasSecret = Object.values(JSON.parse(text)).some((value) =>
      secretPattern.test(String(value)),
    );
    expect(route.declaration.hasSecret === true).toBe(hasSecret);
    if (hasSecret) {
      expect(kept.body).toBeNull();
      expect(again.status).toBe(409);
      const problem = await again.json();
      expect(problem.code).toBe("idempotency_secret_shown");
      expect(problem.detail).toContain(first.headers.get("location") ?? "");
      return;
    }
    expect(again.status).toBe(first.status);
    expect(await again.text()).toBe(text);
    for (const name of ["location", "etag", "content-type", "cache-control"]) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it.each(taking)("is described with Idempotency-Key, 409 and 422: %s", (_, route) => {
    const operation = operations.find((one) => one.name === route.name);
    expect(operation?.parameters).toContainEqual(
      expect.objectContaining({ name: "Idempotency-Key", in: "header", required: false }),
    );
    const responses = operation?.responses ?? {};
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["409", "422"]));
    expect(responses[route.declaration.status ?? 200]).toMatchObject({
      headers: { "Idempotent-Replayed": { $ref: "#/components/headers/Idempotent-Replayed" } },
    });
  });

  it("creates one thing for many requests with one key at once", async () => {
    const call = await makeCall(recordDecision);
    const before = await countDecisions();
    const key = makeUniqueName();
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => send(recordDecision, call, key)),
    );
    expect(await countDecisions()).toBe(before + 1);
    const created = responses.filter(({ ok }) => ok);
    const first = responses.filter(
      (response) => response.ok && response.headers.get("idempotent-replayed") === null,
    );
    expect(first).toHaveLength(1);
    for (const response of responses.filter(({ ok }) => !ok)) {
      expect(response.headers.get("retry-after")).toBe("1");
      expect(await readCode(response)).toBe("idempotency_in_progress");
    }
    const bodies = await Promise.all(created.map((response) => response.text()));
    expect(new Set(bodies).size).toBe(1);
  });
});

describe("a key", () => {
  it("is rejected with 422 for another body or query, and changes nothing", async () => {
    const key = makeUniqueName();
    const name = makeUniqueName();
    expect((await send(createTeam, { headers, body: { name } }, key)).ok).toBe(true);
    const other = await send(createTeam, { headers, body: { name: makeUniqueName() } }, key);
    expect([other.status, await readCode(other)]).toEqual([422, "idempotency_key_reused"]);
    const record = getRoute("POST /api/performance/assignments");
    const call = await makeCall(record);
    expect((await send(record, call, key)).ok).toBe(true);
    const waiting = { ...call, parameters: { ...call.parameters, wait: "false" } };
    expect((await send(record, waiting, key)).status).toBe(422);
  });

  it("is rejected with 422 for another file", async () => {
    const route = getRoute("POST /api/performance/imports");
    const call = await makeCall(route);
    const key = makeUniqueName();
    expect((await send(route, call, key)).status).toBe(202);
    expect((await send(route, { ...call, body: `${call.body}\n` }, key)).status).toBe(422);
    expect((await send(route, call, key)).status).toBe(202);
  });

  it("belongs to the caller, whatever the session or token, and to the operation", async () => {
    const { home } = targets;
    const key = makeUniqueName();
    const body = { name: makeUniqueName() };
    const first = await send(createTeam, { headers, body }, key);
    expect(first.status).toBe(201);
    const token = createTokenHeaders(await makeToken(home, home.members.admin.userId));
    const again = await send(createTeam, { headers: token, body }, key);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const createSkill = getRoute("POST /api/performance/skills");
    expect((await send(createSkill, { headers, body }, key)).headers.get("location")).toMatch(
      /skills/,
    );
    const call = await makeCall(recordDecision);
    const ofManager = { ...call, headers: await makeHeaders("manager") };
    for (const one of [call, ofManager]) {
      const response = await send(recordDecision, one, key);
      expect([response.ok, response.headers.get("idempotent-replayed")]).toEqual([true, null]);
    }
  });

  it("may be sent again after a rejection", async () => {
    const key = makeUniqueName();
    const body = { name: makeUniqueName() };
    const { id } = await (await callRoute(createTeam, { headers, body })).json();
    expect((await send(createTeam, { headers, body }, key)).status).toBe(409);
    const rename = getRoute("PATCH /api/performance/teams/{id}");
    const renamed = { headers, parameters: { id }, body: { name: makeUniqueName() } };
    expect((await callRoute(rename, renamed)).ok).toBe(true);
    expect((await send(createTeam, { headers, body }, key)).ok).toBe(true);
  });

  it("may be sent with another file after one that cannot be imported", async () => {
    const route = getRoute("POST /api/performance/imports");
    const call = await makeCall(route);
    const key = makeUniqueName();
    expect((await send(route, { ...call, body: "no,known,column\n1,2,3\n" }, key)).status).toBe(
      400,
    );
    expect((await send(route, call, key)).status).toBe(202);
  });

  it("is kept for 24 hours", async () => {
    const call = await makeCall(recordDecision);
    const key = makeUniqueName();
    await send(recordDecision, call, key);
    const { createdAt } = await findKept();
    await changeKept({ createdAt: new Date(createdAt.getTime() - 86_300_000) });
    const kept = await send(recordDecision, call, key);
    expect(kept.headers.get("idempotent-replayed")).toBe("true");
    await changeKept({ createdAt: new Date(createdAt.getTime() - 86_500_000) });
    const fresh = await send(recordDecision, call, key);
    expect([fresh.ok, fresh.headers.get("idempotent-replayed")]).toEqual([true, null]);
  });

  it("waits for a process that has claimed it, for a minute unless it created something", async () => {
    const call = await makeCall(recordDecision);
    const key = makeUniqueName();
    const before = await countDecisions();
    await send(recordDecision, call, key);
    const nothing = { status: null, body: null };
    await changeKept(nothing);
    const underWay = await send(recordDecision, call, key);
    expect(await readCode(underWay)).toBe("idempotency_in_progress");
    await changeKept({ claimedUntil: new Date(0) });
    const lost = await send(recordDecision, call, key);
    expect([lost.status, await readCode(lost)]).toEqual([409, "idempotency_response_lost"]);
    expect(await countDecisions()).toBe(before + 1);
    await changeKept({ doneAt: null });
    expect((await send(recordDecision, call, key)).ok).toBe(true);
    expect(await countDecisions()).toBe(before + 2);
  });

  it.each(["", "with space", "ä", "x".repeat(256), "tab\tin"])(
    "is rejected with 400 when it is %j",
    async (key) => {
      const response = await send(createTeam, { headers, body: { name: makeUniqueName() } }, key);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        invalid_params: [{ name: "Idempotency-Key", code: "invalid_format" }],
      });
    },
  );

  it("is ignored where nothing is created", async () => {
    const rename = getRoute("PATCH /api/performance/teams/{id}");
    const call = await makeCall(rename);
    for (const name of [makeUniqueName(), makeUniqueName()]) {
      expect((await send(rename, { ...call, body: { name } }, "the same key")).status).toBe(200);
    }
  });

  it("has no response any more once a person was erased, and creates nothing", async () => {
    const { home } = targets;
    const call = await makeCall(recordDecision);
    const key = makeUniqueName();
    await send(recordDecision, call, key);
    const before = await countDecisions();
    expect((await findKept()).body).not.toBeNull();
    const person = { organizationId: home.organizationId, userId: home.members.deactivated.userId };
    await withTransaction(home.context.database, (transaction) =>
      removePerson(transaction, person, { username: makeUniqueName(), now: home.context.now }),
    );
    expect((await findKept()).body).toBeNull();
    expect(await readCode(await send(recordDecision, call, key))).toBe("idempotency_response_lost");
    expect(await countDecisions()).toBe(before);
  });
});
