import { signIn } from "@/scripts/product/sign-in";
import { compareWays, type SentRequest, send, type Ways } from "./support/compare-ways";
import { type DemoAccount, expect, getDemoAccount, test } from "./support/fixtures";
import { type RouterServer, startRouterServer } from "./support/router-server";

const publicUrl = `http://localhost:${process.env.PTS_E2E_PORT}`;
const json = { "content-type": "application/json", origin: publicUrl };
const externalId = "direct-dispatch-1";
const unknownId = "2147483647";
/** Some thousand completions are enough for a stream. */
const exportedDays = 100;
/** Their responses say which process runs the worker, and with which settings. */
const own: readonly string[] = ["/api/ready", "/api/performance/status"];

type Operation = { readonly method: string; readonly path: string; readonly contents: string[] };
type Sessions = { readonly admin: string; readonly employee: string };

let router: RouterServer;
let ways: Ways;
let sessions: Sessions;
let operations: readonly Operation[];
/** The query of an export of the last days. */
let recent: string;

test.beforeAll(async () => {
  router = await startRouterServer(publicUrl);
  ways = { direct: publicUrl, router: router.address };
  // Until the handlers are loaded, requests go through the router.
  const readVary = async () => (await send(publicUrl, { path: "/api/health" })).headers.vary;
  await expect.poll(readVary).not.toContain("rsc");
  const open = async (role: DemoAccount["role"]) => await signIn(publicUrl, getDemoAccount(role));
  sessions = { admin: await open("admin"), employee: await open("employee") };
  operations = await listOperations();
  recent = await findRecent();
});
test.afterAll(() => router.stop());

type Document = { readonly paths: Record<string, Record<string, { requestBody?: Contents }>> };
type Contents = { readonly content: Record<string, unknown> };

async function listOperations(): Promise<readonly Operation[]> {
  const { body } = await compareWays(ways, { path: "/api/openapi.json" });
  const { paths }: Document = JSON.parse(body.toString());
  return Object.entries(paths).flatMap(([path, described]) =>
    Object.entries(described).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      contents: Object.keys(requestBody?.content ?? {}),
    })),
  );
}

async function read<Body>(cookie: string, path: string): Promise<Body> {
  const { body } = await send(ways.direct, { path, headers: { cookie } });
  return JSON.parse(body.toString());
}

type Me = { readonly user: { readonly id: number } };
type Listed = readonly { readonly id: number }[];

async function findRecent(): Promise<string> {
  type Logs = { readonly logs: readonly { readonly created_at: string }[] };
  const { logs } = await read<Logs>(sessions.admin, "/api/performance/logs?limit=1");
  const from = new Date(Date.parse(logs[0]?.created_at ?? "") - exportedDays * 86_400_000);
  return `?from=${from.toISOString().slice(0, 10)}`;
}

/** The secret of a new share link of the employee. */
async function makeLink(shares: "badges" | "widget"): Promise<string> {
  const headers = { ...json, cookie: sessions.employee };
  const body = JSON.stringify({ name: "both ways", shares, days: 1 });
  const sent = { method: "POST", path: "/api/performance/share-links", headers, body };
  const created = await send(ways.direct, sent);
  return /ptl_\w+/.exec(created.body.toString())?.[0] ?? "none";
}

/** The path of an operation with ids that exist, and with the parameters that it requires. */
async function listReads(): Promise<readonly string[]> {
  const { admin, employee } = sessions;
  const me = await read<Me>(employee, "/api/me");
  const base = "/api/performance";
  const { assignments } = await read<{ assignments: Listed }>(admin, `${base}/assignments`);
  const { contests } = await read<{ contests: Listed }>(employee, `${base}/contests`);
  const { imports } = await read<{ imports: Listed }>(admin, `${base}/imports`);
  const ids: Record<string, number | undefined> = {
    assignments: assignments[0]?.id,
    contests: contests[0]?.id,
    imports: imports[0]?.id,
  };
  const queries: Record<string, string> = {
    "/api/performance/export/logs": recent,
    // Each read of it is recorded in it.
    "/api/performance/export/audit-log": "?to=2026-01-31",
    "/api/performance/decisions": `?user_id=${me.user.id}`,
    "/api/performance/team/comparison": `?user_id_1=${me.user.id}&user_id_2=1`,
    "/api/performance/user/{id}/badges/{file}": `?link=${await makeLink("badges")}`,
    "/api/performance/user/{id}/widget": `?link=${await makeLink("widget")}`,
  };
  return operations
    .filter(({ method, path }) => method === "GET" && !own.includes(path))
    .map(({ path }) => {
      const id = ids[path.split("/")[3] ?? ""] ?? me.user.id;
      const filled = path
        .replace(/\{(id|user_id)\}/, String(id))
        .replace("{external_id}", externalId)
        .replace("{file}", "specialist.svg");
      return `${filled}${queries[path] ?? ""}`;
    });
}

test("one write of each kind has the same response both ways", async () => {
  const headers = { ...json, cookie: sessions.admin };
  const path = `/api/performance/assignments/by-external-id/${externalId}`;
  const { user } = await read<Me>(sessions.employee, "/api/me");
  const work = { user_id: user.id, title: "Compare both ways", difficulty: 3 };
  const put = { method: "PUT", path, headers, body: JSON.stringify(work) };
  await send(ways.direct, put);
  const replaced = await compareWays(ways, put);
  expect(replaced.status).toBe(200);
  const { assignment } = JSON.parse(replaced.body.toString());
  const one = `/api/performance/assignments/${assignment.id}`;
  const body = JSON.stringify({ title: "Täglich vergleichen" });
  expect((await compareWays(ways, { method: "PATCH", path: one, headers, body })).status).toBe(200);

  const links = "/api/performance/share-links";
  const own = { ...json, cookie: sessions.employee };
  const link = { method: "POST", path: links, headers: own };
  const terms = JSON.stringify({ name: "both ways", shares: "widget", days: 1 });
  const varying = /\d[\d:.TZ-]*|ptl_\w+/;
  const created = await compareWays(ways, { ...link, body: terms, varying });
  expect(created.status).toBe(201);
  const { share_links: listed } = await read<{ share_links: Listed }>(sessions.employee, links);
  const removed = await Promise.all(
    [ways.direct, ways.router].map(async (address, index) => {
      const { status, body: rest } = await send(address, {
        method: "DELETE",
        path: `${links}/${listed[index]?.id}`,
        headers: own,
      });
      return [status, rest.length];
    }),
  );
  expect(removed[0]?.[0]).toBe(200);
  expect(removed[1]).toEqual(removed[0]);
});

test("every read has the same response both ways, with the sessions of two roles", async () => {
  const unread: string[] = [];
  for (const path of await listReads()) {
    const statuses: (number | undefined)[] = [];
    for (const cookie of [sessions.admin, sessions.employee]) {
      const { status } = await compareWays(ways, { path, headers: { cookie } });
      statuses.push(status);
    }
    if (!statuses.includes(200)) unread.push(path);
  }
  // The demo has no connection, no saved mapping, no job that waits, and no team with the id of the member.
  expect(unread.map((path) => path.replace(/\d+/, "{id}"))).toEqual([
    "/api/performance/connections/{id}",
    "/api/performance/connections/{id}/deliveries",
    "/api/performance/connections/{id}/people",
    "/api/performance/import-mappings/{id}",
    "/api/performance/jobs/{id}",
    "/api/performance/teams/{id}",
  ]);
});

test("every write that is rejected has the same response both ways", async () => {
  const writes = operations.filter(({ method }) => method !== "GET");
  for (const { method, path: pattern, contents } of writes) {
    const path = pattern.replace(/\{\w+\}/g, unknownId);
    const isJson = contents.includes("application/json");
    const headers = { ...json, cookie: sessions.admin };
    await compareWays(ways, { method, path });
    if (isJson || contents.length > 0) {
      const body = isJson ? '{"malformed":' : "{}";
      const { status } = await compareWays(ways, { method, path, headers, body });
      expect([400, 401, 403, 404, 409, 415], path).toContain(status);
    } else if (pattern !== path) {
      expect((await compareWays(ways, { method, path, headers })).status, path).toBe(404);
    }
  }
});

test("a page of another site has the same response both ways", async () => {
  const headers = { ...json, cookie: sessions.admin };
  const organization = "/api/performance/organization";
  const origin = "https://dashboard.example.org";
  const body = JSON.stringify({ cors_origins: [origin] });
  const listed = await send(ways.direct, { method: "PATCH", path: organization, headers, body });
  expect(listed.status).toBe(200);
  const terms = JSON.stringify({ name: "both ways", scopes: ["self:read"], days: 1 });
  const made = { method: "POST", path: "/api/tokens", headers, body: terms };
  const { token } = JSON.parse((await send(ways.direct, made)).body.toString());
  const authorization = `Bearer ${token}`;
  const readOrigin = async (request: SentRequest) =>
    (await compareWays(ways, request)).headers["access-control-allow-origin"];
  const path = "/api/me";
  expect(await readOrigin({ path, headers: { authorization, origin } })).toBe(origin);
  expect(await readOrigin({ path, headers: { cookie: sessions.admin, origin } })).toBeUndefined();
  const other = { authorization, origin: "https://other.example.org" };
  expect(await readOrigin({ path, headers: other })).toBeUndefined();
  const asked = { origin, "access-control-request-method": "GET" };
  const preflight = { method: "OPTIONS", path, headers: asked, isUnusual: true };
  expect(await readOrigin(preflight)).toBe(origin);
  expect(await readOrigin({ path: "/api/openapi.json", headers: { origin } })).toBe("*");
});

test("errors, streams and unusual requests have the same response both ways", async () => {
  const cookie = sessions.admin;
  const headers = { ...json, cookie };
  const batch = { method: "POST", path: "/api/performance/assignments/batch" };
  const large = JSON.stringify({ text: "x".repeat(1_100_000) });
  const upload = { method: "POST", path: "/api/performance/imports" };
  const csv = `unknown,columns\n${"a,b\n".repeat(500_000)}`;
  const chunked = { ...headers, "transfer-encoding": "chunked" };
  const logs = `/api/performance/export/logs${recent}`;
  const cases: readonly (SentRequest & { readonly status: number })[] = [
    { path: "/api/me", status: 401 },
    { path: "/api/performance/logs?limit=many", headers: { cookie }, status: 400 },
    { path: "/api/performance/logs?unknown=1", headers: { cookie }, status: 400 },
    { path: `/api/performance/user/${unknownId}/summary`, headers: { cookie }, status: 404 },
    { path: "/api/health", method: "POST", status: 405 },
    { ...batch, headers, body: large, status: 413 },
    { ...batch, headers: chunked, body: large, status: 413 },
    { ...upload, headers: { ...headers, "content-type": "text/csv" }, body: csv, status: 400 },
    { ...batch, headers: { ...headers, "content-type": "text/plain" }, body: "x", status: 415 },
    { ...batch, headers: { ...headers, origin: "http://other.example" }, body: "{}", status: 403 },
    { path: `${logs}&format=csv`, headers: { cookie }, status: 200 },
    { path: `${logs}&format=ndjson`, headers: { cookie }, status: 200 },
    { path: `${logs}&format=csv`, headers: { cookie, "accept-encoding": "" }, status: 200 },
    { path: "/api/health", headers: { "if-none-match": "*" }, status: 304 },
    { path: "/api/health", headers: { "x-forwarded-proto": "https" }, status: 200 },
    { path: "/api/health", headers: { "x-forwarded-proto": "https,http" }, status: 200 },
    { path: "/api/health", method: "HEAD", status: 200, isUnusual: true },
    { path: logs, method: "HEAD", headers: { cookie }, status: 200, isUnusual: true },
    { path: "/api/health", method: "OPTIONS", status: 204, isUnusual: true },
    { path: "/api/nothing", status: 404, isUnusual: true },
    { path: "/api/he%61lth", status: 404, isUnusual: true },
    {
      path: "/api/health",
      headers: { "accept-encoding": "gzip;q=0" },
      status: 200,
      isUnusual: true,
    },
  ];
  for (const { status, ...request } of cases) {
    const response = await compareWays(ways, request);
    expect(response.status, `${request.method ?? "GET"} ${request.path}`).toBe(status);
    if (request.path.includes("format=")) {
      expect(response.headers["transfer-encoding"], request.path).toBe("chunked");
    }
  }
});
