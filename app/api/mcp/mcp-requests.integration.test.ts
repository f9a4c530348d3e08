import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DELETE, GET, OPTIONS, PUT } from "@/app/api/mcp/route";
import * as environment from "@/lib/environment/environment";
import * as log from "@/lib/log";
import { getMetrics } from "@/lib/metrics/metrics";
import {
  makeServiceAccount,
  makeSession,
  makeToken,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { callTool, connectClient, getText, postMessage } from "./testing/mcp-client";
import { toolRoutes } from "./tools";

const policy = { weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 }, min_sample: 5 };
let world: World;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await openWorld("home");
  headers = await makeHeaders();
});

afterAll(async () => {
  globalThis.performanceTrackingRequests = undefined;
  await closeWorlds();
});

async function makeHeaders(): Promise<Readonly<Record<string, string>>> {
  return { authorization: `Bearer ${await makeToken(world, world.members.manager.userId)}` };
}

const makeCall = (name: string, given: object = {}, id = 1) => ({
  ...{ jsonrpc: "2.0", id, method: "tools/call" },
  params: { name, arguments: given },
});
const listing = { jsonrpc: "2.0", id: 1, method: "tools/list" };

describe("a request to /api/mcp", () => {
  it("is rejected as by the API without a valid token, and with a browser's session", async () => {
    const { userId } = world.members.manager;
    const cookie = `pts-session=${await makeSession(world, userId)}`;
    const origin = "http://localhost:3000";
    const revoked = await makeToken(world, userId, { state: "revoked" });
    for (const one of [
      {},
      { authorization: "Bearer pts_wrong" },
      { authorization: `Bearer ${revoked}` },
      { cookie, origin, host: "localhost:3000" },
    ]) {
      const response = await postMessage(listing, one);
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe('Bearer realm="performance"');
      expect(await response.json()).toMatchObject({ code: "unauthenticated" });
    }
  });

  it("is rejected from a page of another site", async () => {
    const response = await postMessage(listing, { ...headers, origin: "https://example.org" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "cross_site" });
  });

  it("has no other method than POST", async () => {
    const request = new Request("http://localhost:3000/api/mcp", { headers });
    for (const handle of [GET, DELETE, PUT]) {
      const response = handle(request);
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST, OPTIONS");
      expect(await response.json()).toMatchObject({ code: "method_not_allowed" });
    }
    expect(OPTIONS(request).headers.get("allow")).toBe("POST, OPTIONS");
  });

  it("gets an error of JSON-RPC where it is malformed", async () => {
    const nested = `${"[".repeat(9_999)}${"]".repeat(9_999)}`;
    for (const [body, code] of [
      ["{", -32_700],
      ["", -32_700],
      [nested, -32_700],
      [[1], -32_700],
      [{ jsonrpc: "1.0", id: 1, method: "tools/list" }, -32_700],
      [{ jsonrpc: "2.0", id: 1, method: "no/method" }, -32_601],
      [{ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: 7 } }, -32_603],
      [makeCall("getEverything"), -32_602],
      [makeCall("__proto__"), -32_602],
    ] as const) {
      const response = await postMessage(body, headers);
      const { error } = await response.json();
      expect(error.code, JSON.stringify(body)).toBe(code);
      expect(error.message).toMatch(/^(The|This|There) [^{}[\]\n]*\.$/);
      expect(response.status).toBeLessThan(500);
    }
    const wrongType = await postMessage(listing, { ...headers, "content-type": "text/plain" });
    expect(wrongType.status).toBe(415);
    expect((await wrongType.json()).error.message).toBe("Send the message as application/json.");
    const tooLarge = await postMessage(`"${"x".repeat(1_100_000)}"`, headers);
    expect(tooLarge.status).toBe(413);
  });

  it("gets an error of the tool or of JSON-RPC for deeply nested arguments", async () => {
    for (const depth of [100, 100_000]) {
      const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
      const call = JSON.stringify(makeCall("getTeam", { limit: 0 })).replace(":0}", `:${deep}}`);
      const response = await postMessage(call, headers);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).toMatch(/"error"|"isError":true/);
    }
  });

  it("gets the responses to a batch together, in the order of its ids", async () => {
    const calls = [makeCall("getUserSummary", {}, 1), makeCall("getTeam", { limit: 1 }, 2)];
    const response = await postMessage(
      [...calls, { jsonrpc: "2.0", method: "notifications/initialized" }],
      headers,
    );
    expect(await response.json()).toMatchObject([
      { id: 1, result: { structuredContent: { user_id: world.members.manager.userId } } },
      { id: 2, result: { structuredContent: { team_size: 18 } } },
    ]);
  });

  it("has the version, the request id and no copy in a cache", async () => {
    const response = await postMessage(listing, { ...headers, "x-request-id": "trace-0001" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-request-id")).toBe("trace-0001");
    expect(response.headers.get("api-version")).toMatch(/^\d{4}-\d\d-\d\d$/);
    const notified = await postMessage({ jsonrpc: "2.0", method: "notifications/x" }, headers);
    expect([notified.status, await notified.text()]).toEqual([202, ""]);
  });
});

describe("a call of a tool", () => {
  it("names every wrong argument at once, as the operation does", async () => {
    const client = await connectClient(headers);
    const given = { id: "x", days: 0, limit: [10], kind: { a: 1 }, nonsense: true, evidence: null };
    const result = await callTool(client, "getUserHistory", given);
    expect(result.isError).toBe(true);
    const problem = JSON.parse(getText(result));
    expect(problem).toMatchObject({ code: "invalid_request", status: 400 });
    const names = problem.invalid_params.map(({ name }: { name: string }) => name);
    expect(names.toSorted()).toEqual(["days", "id", "kind", "limit", "nonsense"]);
    const empty = await callTool(client, "computeWhatIf", { nonsense: 1, completions: "x" });
    const wrong = JSON.parse(getText(empty)).invalid_params;
    expect(wrong.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      "completions",
      "nonsense",
    ]);
  });

  it("names the scope that the token lacks", async () => {
    const { userId } = world.members.manager;
    const token = await makeToken(world, userId, { scopes: ["self:read"] });
    const client = await connectClient({ authorization: `Bearer ${token}` });
    const result = await callTool(client, "getTeam");
    expect(result.isError).toBe(true);
    expect(JSON.parse(getText(result))).toMatchObject({
      ...{ code: "insufficient_scope", required_scopes: ["team:read"] },
      detail: expect.stringContaining("Your token does not have a scope"),
    });
  });

  it("is on record as a program's view, exactly as the request by HTTP", async () => {
    const id = world.members.colleague.userId;
    const scopes = ["team:read", "analytics:read"] as const;
    const byTool = await makeServiceAccount(world, "by tool", scopes);
    const byHttp = await makeServiceAccount(world, "by HTTP", scopes);
    const client = await connectClient({ authorization: `Bearer ${byTool.token}` });
    for (const { method, path, handler } of toolRoutes) {
      const { operationId, params } = handler.declaration;
      const own = params === undefined ? {} : { id };
      const comparison = { user_id_1: id, user_id_2: world.members.employee.userId };
      const query = operationId === "compareTeamPerformance" ? comparison : {};
      const body = method === "POST" ? { policy } : {};
      const result = await callTool(client, operationId, { ...own, ...query, ...body });
      expect(result.isError, getText(result)).toBeUndefined();
      const search = new URLSearchParams(
        Object.entries(query).map(([name, one]) => [name, String(one)]),
      );
      const url = `http://localhost:3000${path.replace("{id}", String(id))}?${search}`;
      const response = await handler(
        new Request(url, {
          method,
          headers: { authorization: `Bearer ${byHttp.token}`, "content-type": "application/json" },
          ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
        }),
        { params: Promise.resolve({ id: String(id) }) },
      );
      expect(response.status).toBe(200);
    }
    const records = await listRecords(byTool.id);
    expect(records.length).toBeGreaterThanOrEqual(toolRoutes.length);
    expect(records).toEqual(await listRecords(byHttp.id));
  });

  it("counts once against the limit of its token, and is an error of the tool beyond it", async () => {
    const known = environment.getEnvironment();
    vi.spyOn(environment, "getEnvironment").mockReturnValue({ ...known, requestsPerMinute: 4 });
    globalThis.performanceTrackingRequests = undefined;
    const fresh = await makeHeaders();
    const first = await postMessage(listing, fresh);
    expect(first.headers.get("ratelimit")).toBe('"default";r=3;t=60');
    const second = await postMessage(makeCall("getUserSummary"), fresh);
    expect(second.headers.get("ratelimit")).toBe('"default";r=2;t=60');
    const batch = [1, 2, 3].map((id) => makeCall("getUserSummary", {}, id));
    const results = await (await postMessage(batch, fresh)).json();
    expect(results.map(({ result }: { result: object }) => "isError" in result)).toEqual([
      ...[false, false, true],
    ]);
    expect(JSON.stringify(results[2])).toContain("rate_limited");
    const rejected = await postMessage(listing, fresh);
    expect(rejected.status).toBe(429);
    expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(0);
    globalThis.performanceTrackingRequests = undefined;
  });

  it("is logged and counted with the route that it requests, beside the request itself", async () => {
    const logged = vi.spyOn(log, "logRequest");
    await postMessage(makeCall("getUserSummary"), { ...headers, "x-request-id": "trace-0002" });
    const { userId } = world.members.manager;
    const common = { requestId: "trace-0002", actorId: userId, status: 200 };
    expect(logged.mock.calls.map(([record]) => record)).toMatchObject([
      { ...common, method: "GET", route: "/api/performance/user/[id]/summary" },
      { ...common, method: "POST", route: "/api/mcp" },
    ]);
    const { values } = await getMetrics().requests.get();
    const routes = new Set(values.map(({ labels }) => labels.route));
    expect([...routes]).toEqual(
      expect.arrayContaining(["/api/performance/user/[id]/summary", "/api/mcp"]),
    );
  });
});

async function listRecords(viewerId: number) {
  const { database } = world.context;
  return await database.$queryRaw<readonly unknown[]>`
    SELECT subject_type, subject_id, surface FROM access_records WHERE viewer_id = ${viewerId}
    ORDER BY 1, 2, 3`;
}
