import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteHandler } from "@/lib/api/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { isPersonal } from "@/lib/performance/access/permissions";
import { createMember } from "@/lib/performance/members/create-member";
import { makeServiceAccount, makeSession } from "@/lib/performance/testing/make-api-world";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { callRoute } from "./call-route";
import { findRoutes } from "./route-tree";

type Respond = (...call: Parameters<RouteHandler>) => Promise<Response>;

const routes = await findRoutes();
const personal = routes.filter(({ declaration }) => isPersonal(declaration.access));
const modules = import.meta.glob<{ readonly OPTIONS?: Respond }>("../**/route.ts", { eager: true });
const name = makeUniqueName().toLowerCase();
const listed = `https://listed-${name}.example.org`;
const listedElsewhere = `https://elsewhere-${name}.example.org`;
const unlisted = `https://unlisted-${name}.example.org`;
const asked = ["origin", "access-control-request-method", "access-control-request-headers"];

let database: Database;
let token: string;
let otherToken: string;
let cookie: string;

beforeAll(async () => {
  database = await connectDatabase();
  const [home, other] = await Promise.all([
    openOrganization(listed),
    openOrganization(listedElsewhere),
  ]);
  const { id } = await createMember(home.context, { username: "ada", role: "admin" });
  ({ token } = await makeCaller(home.context, id));
  ({ token: otherToken } = await makeServiceAccount(other, "other", ["organization:read"]));
  cookie = `pts-session=${await makeSession(home, id)}`;
});

afterAll(closeDatabase);

async function openOrganization(origin: string) {
  const made = await makeOrganization(database, { members: 1 });
  const { organizationId: id } = made.context;
  await database.organization.update({ where: { id }, data: { corsOrigins: [origin] } });
  return made;
}

/** The origin that may read the response to a request of an operation. */
async function readAllowed(
  route: (typeof routes)[number],
  headers: Readonly<Record<string, string>>,
): Promise<string | null> {
  const parameters = { id: 2147483647, external_id: "none", zzz: 1 };
  const response = await callRoute(route, { headers, parameters });
  await response.body?.cancel();
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  return response.headers.get("access-control-allow-origin");
}

const preflights = Object.entries(modules).flatMap(([file, { OPTIONS }]) =>
  OPTIONS === undefined ? [] : [{ path: `/api${file.slice(2, -"/route.ts".length)}`, OPTIONS }],
);

function askBefore(respond: Respond, origin: string, method = "GET"): Promise<Response> {
  const headers = { origin, "access-control-request-method": method };
  const request = new Request("http://localhost:3000/api/x", { method: "OPTIONS", headers });
  return respond(request, { params: Promise.resolve({}) });
}

describe("a page of another site", () => {
  it.each(personal.map((route) => [route.name, route] as const))(
    "reads the response of %s only with a token whose organization lists its origin",
    async (_, route) => {
      const authorization = `Bearer ${token}`;
      expect(await readAllowed(route, { authorization, origin: listed, cookie })).toBe(listed);
      expect(await readAllowed(route, { authorization, origin: listedElsewhere })).toBeNull();
      expect(await readAllowed(route, { cookie, origin: listed })).toBeNull();
    },
  );

  it("reads nothing with the token of another organization, nor without a token", async () => {
    const authorization = `Bearer ${otherToken}`;
    for (const route of personal.slice(0, 10)) {
      expect(await readAllowed(route, { authorization, origin: listed })).toBeNull();
      expect(await readAllowed(route, { authorization, origin: unlisted })).toBeNull();
      expect(await readAllowed(route, { authorization })).toBeNull();
      expect(await readAllowed(route, { origin: listed })).toBeNull();
    }
  });

  it("reads that its token is not valid where any organization lists its origin", async () => {
    const [route] = personal;
    if (route === undefined) throw new Error("There are no operations.");
    const authorization = "Bearer pts_wrong";
    expect(await readAllowed(route, { authorization, origin: listed })).toBe(listed);
    expect(await readAllowed(route, { authorization, origin: unlisted })).toBeNull();
  });

  it("reads nothing of an operation without credentials, or with a share link", async () => {
    for (const route of routes.filter((one) => !personal.includes(one))) {
      expect(await readAllowed(route, { authorization: "Bearer x", origin: listed })).toBeNull();
    }
  });

  it("reads the headers that a program needs, from a response that varies by origin", async () => {
    const route = personal.find(({ name: one }) => one === "GET /api/performance/organization");
    if (route === undefined) throw new Error("There are no settings.");
    const headers = { authorization: `Bearer ${token}`, origin: listed };
    const response = await callRoute(route, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("vary")).toBe("Origin");
    const exposed = response.headers.get("access-control-expose-headers")?.split(", ");
    expect(exposed).toEqual(
      expect.arrayContaining([
        ...["API-Version", "ETag", "Idempotent-Replayed", "Location", "Retry-After"],
        ...["RateLimit", "WWW-Authenticate", "X-Request-Id", "Resume-Cursor"],
      ]),
    );
    const known = { ...headers, "if-none-match": response.headers.get("etag") ?? "" };
    const again = await callRoute(route, { headers: known });
    expect([again.status, again.headers.get("access-control-allow-origin")]).toEqual([304, listed]);
    const own = await callRoute(route, { headers: { cookie } });
    expect(own.headers.get("vary")).toBe("Origin");
  });
});

describe("a preflight", () => {
  it("is allowed for each operation that takes tokens, from an origin that an organization lists", async () => {
    const takesTokens = new Set(personal.map(({ path }) => path.replace(/\{(\w+)\}/g, "[$1]")));
    for (const { path, OPTIONS } of preflights) {
      const isAllowed = takesTokens.has(path);
      for (const [origin, isListed] of [
        [listed, true],
        [listedElsewhere, true],
        [unlisted, false],
        ["null", false],
        ["*", false],
        [`${listed}/`, false],
        [listed.toUpperCase(), false],
      ] as const) {
        const { headers } = await askBefore(OPTIONS, origin);
        const allowed = isAllowed && isListed ? origin : null;
        expect(headers.get("access-control-allow-origin"), `${path} ${origin}`).toBe(allowed);
        expect(headers.get("access-control-allow-credentials")).toBeNull();
      }
    }
  });

  it("names the methods of the path, the headers of a request, and what it varies by", async () => {
    const found = preflights.find(({ path }) => path === "/api/performance/organization");
    if (found === undefined) throw new Error("There are no settings.");
    const response = await askBefore(found.OPTIONS, listed, "PATCH");
    expect(response.status).toBe(204);
    const { headers } = response;
    expect(headers.get("access-control-allow-methods")).toBe("GET, HEAD, PATCH, OPTIONS");
    const allowed = headers.get("access-control-allow-headers")?.split(", ");
    expect(allowed).toEqual(
      expect.arrayContaining([
        ...["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"],
        "X-Request-Id",
      ]),
    );
    expect(headers.get("access-control-max-age")).toBe("600");
    expect(headers.get("vary")?.toLowerCase().split(", ")).toEqual(asked);
  });
});
