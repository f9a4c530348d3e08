import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { methods } from "@/lib/api/methods";
import { LARGEST_BODY } from "@/lib/api/read-body";
import { type RouteHandler, route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import { endSession } from "@/lib/auth/sessions/end-sessions";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { type CreatedTestMember, makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { revokeToken } from "@/lib/auth/tokens/revoke-token";
import type { Role } from "@/lib/context";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = getDatabase();
const id = z
  .string()
  .regex(/^\d{1,9}$/, "must be a whole number")
  .transform(Number);

const read = route({
  ...testOperation,
  access: { own: "id", or: "view_team" },
  params: z.object({ id }),
  query: z.object({ days: id.default(30) }),
  response: z.strictObject({ user_id: z.number(), days: z.number(), asked_by: z.string() }),
  handler: async ({ context, params, query }) => {
    await Promise.resolve();
    if (params.id > 1_000_000) {
      throw createNotFoundError();
    }
    return { user_id: params.id, days: query.days, asked_by: context.actor.username };
  },
});

const write = route({
  ...testOperation,
  access: "signed_in",
  body: z.strictObject({ title: z.string() }),
  response: z.strictObject({ title: z.string() }),
  status: 201,
  handler: async ({ body }) => await Promise.resolve({ title: body.title }),
});

const toUrl = (path: string) => `http://localhost:3000/api/test${path}`;

async function call(
  handler: RouteHandler,
  request: { path?: string; params?: Record<string, string>; init?: RequestInit },
) {
  return await handler(new Request(toUrl(request.path ?? ""), request.init), {
    params: Promise.resolve(request.params ?? {}),
  });
}

async function signedIn(role: Role = "employee") {
  const member = await makeMember(database, { role });
  const { secret } = await signIn({ database, now: frozenNow }, { ...member, userAgent: null });
  const { token, id: tokenId } = await createToken(makeSystemContext(database, member), {
    userId: member.userId,
    name: "test",
    scopes: null,
    days: 1,
  });
  return {
    member,
    secret,
    token,
    tokenId,
    cookie: { cookie: `theme=dark; pts-session=${secret}` },
  };
}

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function readOwn(member: CreatedTestMember, headers: Record<string, string>, path = "") {
  const params = { id: String(member.userId) };
  return call(read, { path: `/${member.userId}${path}`, params, init: { headers } });
}

function post(headers: Record<string, string>, body: BodyInit | null) {
  return call(write, {
    init: { method: "POST", headers: { "content-type": "application/json", ...headers }, body },
  });
}

afterAll(closeDatabase);

describe("the credential of a request", () => {
  it("is a session cookie or a token, and nothing else", async () => {
    const { member, cookie, token } = await signedIn();
    expect((await readOwn(member, cookie)).status).toBe(200);
    expect((await readOwn(member, bearer(token))).status).toBe(200);
    const jwt = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c";
    const bad = [
      {},
      bearer(jwt),
      bearer(`${token.slice(0, -1)}${token.endsWith("x") ? "y" : "x"}`),
      bearer(`${token} ${token}`),
      { authorization: `Basic ${btoa(`${member.email}:${member.password}`)}` },
      { authorization: token },
      { authorization: "" },
      { cookie: "pts-session=" },
      { cookie: `pts-session=${"A".repeat(43)}` },
      { cookie: `pts-session=${token}` },
      { cookie: `__Host-pts-session=${cookie.cookie.split("=").at(-1)}` },
    ];
    for (const headers of bad) {
      const response = await readOwn(member, { ...headers, "x-request-id": "request-1" });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(await response.json()).toMatchObject({ code: "unauthenticated" });
    }
  });

  it("is the token alone where there is one, even beside a valid cookie", async () => {
    const { member, cookie } = await signedIn();
    expect((await readOwn(member, { ...cookie, ...bearer("pts_x") })).status).toBe(401);
  });

  it("stops working at the next request after its session or token has ended", async () => {
    const { member, cookie, secret, token, tokenId } = await signedIn();
    await endSession(database, secret, frozenNow);
    expect((await readOwn(member, cookie)).status).toBe(401);
    await revokeToken(makeSystemContext(database, member), { id: tokenId });
    expect((await readOwn(member, bearer(token))).status).toBe(401);
  });
});

describe("the access of a route", () => {
  it("rejects a colleague, a stranger, an unused id and anything but an id with the same response", async () => {
    const { member, token } = await signedIn();
    const colleague = await makeMember(database, { organizationId: member.organizationId });
    const stranger = await makeMember(database);
    const responses = new Set<string>();
    const ids = [colleague.userId, stranger.userId, 999_999_999, "x", "-1", `0${member.userId}`];
    for (const other of ids) {
      const headers = { ...bearer(token), "x-request-id": "request-1" };
      const response = await call(read, {
        path: `/${other}?days=nonsense`,
        params: { id: String(other) },
        init: { headers },
      });
      expect(response.status).toBe(403);
      responses.add(await response.text());
    }
    expect(responses.size).toBe(1);
  });

  it("is checked before the parameters are parsed, and the target after", async () => {
    const { token } = await signedIn("manager");
    const init = { headers: bearer(token) };
    expect((await call(read, { params: { id: "x" }, init })).status).toBe(400);
    expect((await call(read, { params: { id: "2000000" }, init })).status).toBe(404);
  });
});

describe("parameters", () => {
  it.each([
    ["?days=0x1e", ["days"]],
    ["?days=", ["days"]],
    ["?days=-1&page=2", ["days", "page"]],
    ["?dayz=30", ["dayz"]],
    ["?days=1&days=2", ["days"]],
    ["?__proto__=1", ["__proto__"]],
  ])("%s are rejected by name", async (path, names) => {
    const { member, token } = await signedIn();
    const response = await readOwn(member, bearer(token), path);
    expect(response.status).toBe(400);
    const body: { invalid_params: { name: string; reason: string }[] } = await response.json();
    expect(body.invalid_params.map(({ name }) => name)).toEqual(names);
  });

  it("have their defaults", async () => {
    const { member, token } = await signedIn();
    expect(await (await readOwn(member, bearer(token))).json()).toMatchObject({ days: 30 });
  });
});

describe("a response", () => {
  it("is private, never cached, and has an ETag", async () => {
    const { member, token } = await signedIn();
    const first = await readOwn(member, bearer(token));
    expect(first.headers.get("cache-control")).toBe("private, no-store");
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]+"$/);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const again = await readOwn(member, { ...bearer(token), "if-none-match": known });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
      expect(again.headers.get("etag")).toBe(tag);
    }
    const changed = await readOwn(member, { ...bearer(token), "if-none-match": tag }, "?days=7");
    expect(changed.status).toBe(200);
  });

  it("has the request id of the caller where it is harmless, else a new one", async () => {
    const { member, token } = await signedIn();
    const given = await readOwn(member, { ...bearer(token), "x-request-id": "trace-0123" });
    expect(given.headers.get("x-request-id")).toBe("trace-0123");
    const made = await readOwn(member, { ...bearer(token), "x-request-id": '"} <script>' });
    expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is 500 and reveals no internals when the service fails or breaks its own schema", async () => {
    const failing = route({
      ...testOperation,
      access: "public",
      response: z.strictObject({}),
      handler: () => Promise.reject(new Error("SELECT secret FROM users")),
    });
    const leaking = route({
      ...testOperation,
      access: "public",
      response: z.strictObject({ score: z.number().max(100) }),
      handler: async () => await Promise.resolve({ score: 101, secret: "secret" }),
    });
    for (const handler of [failing, leaking]) {
      const response = await call(handler, {});
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/secret|SELECT|\.ts/);
    }
  });

  it("is 405 with the methods of the route, for any other method", async () => {
    const endpoint = methods({ GET: read });
    const request = new Request(toUrl("/1"), { method: "DELETE" });
    const response = await endpoint.DELETE(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(await response.json()).toMatchObject({ code: "method_not_allowed" });
  });
});

describe("a body", () => {
  it("is parsed as JSON", async () => {
    const { token } = await signedIn();
    const response = await post(bearer(token), JSON.stringify({ title: "x" }));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ title: "x" });
    expect(response.headers.has("etag")).toBe(false);
  });

  it.each([
    ["{", 400],
    ["", 400],
    ["[]", 400],
    ['{"title":1}', 400],
    ['{"title":"x","admin":true}', 400],
    [new Uint8Array([0x22, 0xff, 0x22]), 400],
    [`"${"x".repeat(LARGEST_BODY)}"`, 413],
  ])("%# that is not valid is rejected", async (body, status) => {
    const { token } = await signedIn();
    expect((await post(bearer(token), body)).status).toBe(status);
  });

  it("of another media type is rejected", async () => {
    const { token } = await signedIn();
    const headers = { ...bearer(token), "content-type": "text/plain" };
    expect((await post(headers, '{"title":"x"}')).status).toBe(415);
  });

  it("is read no further than the limit, whatever its length is said to be", async () => {
    const { token } = await signedIn();
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const init = {
      method: "POST",
      headers: { ...bearer(token), "content-type": "application/json" },
      body: endless,
      duplex: "half",
    };
    expect((await call(write, { init })).status).toBe(413);
    expect(sent).toBeLessThan(2 * LARGEST_BODY);
  });
});

describe("a write with the browser's cookie", () => {
  it.each([
    [{ origin: "http://localhost:3000", host: "localhost:3000" }, 201],
    [{ origin: "http://127.0.0.1:3000", host: "localhost:3000" }, 403],
    [{ origin: "https://evil.example", host: "localhost:3000" }, 403],
    [{ origin: "null", host: "localhost:3000" }, 403],
    [{ host: "localhost:3000" }, 403],
  ])("from %j responds with %i", async (headers, status) => {
    const { cookie } = await signedIn();
    expect((await post({ ...cookie, ...headers }, '{"title":"x"}')).status).toBe(status);
  });
});
