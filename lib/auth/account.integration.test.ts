import { afterAll, describe, expect, it } from "vitest";
import * as passwordRoute from "@/app/api/password/route";
import * as sessionRoute from "@/app/api/sessions/[id]/route";
import * as sessionsRoute from "@/app/api/sessions/route";
import * as tokenRoute from "@/app/api/tokens/[id]/route";
import * as tokensRoute from "@/app/api/tokens/route";
import type { RouteHandler } from "@/lib/api/route";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { SIGN_IN_ATTEMPTS } from "@/lib/auth/sign-in/sign-in-limit";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { type CreatedTestMember, makeMember } from "@/lib/auth/testing/make-member";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = getDatabase();
afterAll(closeDatabase);

/** A browser that the member has signed in with. */
async function openBrowser(member: CreatedTestMember, password = member.password) {
  const { secret } = await signIn(
    { database, now: frozenNow },
    { ...member, password, userAgent: "Browser" },
  );
  const call = async (
    handler: RouteHandler,
    { body, params = {} }: { body?: unknown; params?: Record<string, string> } = {},
  ) => {
    const headers = {
      cookie: `pts-session=${secret}`,
      origin: "http://localhost:3000",
      host: "localhost:3000",
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const request = new Request("http://localhost:3000/api/test", {
      method: handler === sessionsRoute.GET ? "GET" : "POST",
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await handler(request, { params: Promise.resolve(params) });
    return { status: response.status, body: await response.json() };
  };
  return { call };
}

async function listAuditActions({ organizationId }: CreatedTestMember) {
  const entries = await database.auditLog.findMany({
    where: { organizationId },
    orderBy: { id: "asc" },
  });
  return entries.map(({ action, actorId }) => [action, actorId]);
}

describe("tokens of the signed-in member", () => {
  it("creates a token, lists it without its secret, and revokes it", async () => {
    const member = await makeMember(database, { role: "manager" });
    const browser = await openBrowser(member);
    const made = await browser.call(tokensRoute.POST, {
      body: { name: "ci", scopes: ["self:read"], days: 7 },
    });
    expect(made).toMatchObject({ status: 201, body: { name: "ci", scopes: ["self:read"] } });
    const program = { authorization: `Bearer ${made.body.token}` };
    const list = async () => {
      const request = new Request("http://localhost:3000/api/tokens", { headers: program });
      return tokensRoute.GET(request, { params: Promise.resolve({}) });
    };
    const listed = await (await list()).json();
    expect(listed.tokens).toMatchObject([{ id: made.body.id, name: "ci" }]);
    expect(JSON.stringify(listed)).not.toContain(made.body.token);
    const params = { id: String(made.body.id) };
    expect((await browser.call(tokenRoute.DELETE, { params })).status).toBe(200);
    expect((await browser.call(tokenRoute.DELETE, { params })).status).toBe(200);
    expect((await list()).status).toBe(401);
    expect(await listAuditActions(member)).toEqual([
      ["token.create", member.userId],
      ["token.revoke", member.userId],
    ]);
  });

  it.each([
    ["name", { name: "", scopes: ["self:read"] }],
    ["days", { name: "ci", scopes: ["self:read"], days: 366 }],
    ["scopes", { name: "ci" }],
    ["scopes", { name: "ci", scopes: [] }],
    ["scopes", { name: "ci", scopes: ["organization:write"] }],
    ["scopes.0", { name: "ci", scopes: ["everything"] }],
    ["user_id", { name: "ci", scopes: ["self:read"], user_id: 1 }],
  ])("rejects a new token with an invalid %s: %j", async (name, body) => {
    const browser = await openBrowser(await makeMember(database));
    const rejected = await browser.call(tokensRoute.POST, { body });
    expect(rejected).toMatchObject({ status: 400, body: { invalid_params: [{ name }] } });
  });

  it("hides a member's token from other organizations and from an administrator", async () => {
    const member = await makeMember(database);
    const { body } = await (await openBrowser(member)).call(tokensRoute.POST, {
      body: { name: "ci", scopes: ["self:read"] },
    });
    const { organizationId } = member;
    for (const other of [
      await makeMember(database),
      await makeMember(database, { organizationId, role: "admin" }),
    ]) {
      const params = { id: String(body.id) };
      expect((await (await openBrowser(other)).call(tokenRoute.DELETE, { params })).status).toBe(
        404,
      );
    }
  });
});

describe("sessions of the signed-in member", () => {
  it("lists the sessions, ends one, and ends all others but the current one", async () => {
    const member = await makeMember(database);
    const [here, there, elsewhere, work] = [
      await openBrowser(member),
      await openBrowser(member),
      await openBrowser(member),
      await openBrowser(member),
    ];
    const { body } = await here.call(sessionsRoute.GET);
    expect(body.sessions).toHaveLength(4);
    expect(
      body.sessions.map(({ is_current: isCurrent }: { is_current: boolean }) => isCurrent),
    ).toEqual([false, false, false, true]);
    const params = { id: String(body.sessions[0].id) };
    expect((await here.call(sessionRoute.DELETE, { params })).status).toBe(200);
    expect((await work.call(sessionsRoute.GET)).status).toBe(401);
    expect((await here.call(sessionsRoute.DELETE)).body).toEqual({ ended: 2 });
    expect((await here.call(sessionsRoute.DELETE)).body).toEqual({ ended: 0 });
    for (const browser of [there, elsewhere]) {
      expect((await browser.call(sessionsRoute.GET)).status).toBe(401);
    }
    expect((await here.call(sessionsRoute.GET)).body.sessions).toHaveLength(1);
    expect(await listAuditActions(member)).toEqual(Array(3).fill(["session.end", member.userId]));
  });

  it("lets neither a colleague nor a token end a member's session", async () => {
    const member = await makeMember(database);
    const { organizationId, userId } = member;
    const here = await openBrowser(member);
    const { body } = await here.call(sessionsRoute.GET);
    const params = { id: String(body.sessions[0].id) };
    const colleague = await openBrowser(await makeMember(database, { organizationId }));
    expect((await colleague.call(sessionRoute.DELETE, { params })).status).toBe(404);
    const token = await makeCaller(makeSystemContext(database, member), userId);
    expect((await token.call(sessionRoute.DELETE, { params })).status).toBe(403);
    expect((await token.call(sessionsRoute.DELETE)).status).toBe(403);
    expect((await token.call(sessionsRoute.GET)).status).toBe(200);
    expect((await here.call(sessionsRoute.GET)).status).toBe(200);
  });
});

describe("changing the password", () => {
  const change = (current: string, next = "another password") => ({
    body: { current_password: current, new_password: next },
  });

  it("requires the current password, sets the new one and signs the member out everywhere", async () => {
    const member = await makeMember(database);
    const here = await openBrowser(member);
    const wrong = await here.call(passwordRoute.POST, change("wrong"));
    expect(wrong).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name: "current_password" }] },
    });
    expect(await here.call(passwordRoute.POST, change(member.password, "short"))).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name: "new_password" }] },
    });
    expect((await here.call(passwordRoute.POST, change(member.password))).status).toBe(200);
    expect((await here.call(sessionsRoute.GET)).status).toBe(401);
    await expect(openBrowser(member)).rejects.toMatchObject({ code: "unauthenticated" });
    const again = await openBrowser(member, "another password");
    expect((await again.call(sessionsRoute.GET)).status).toBe(200);
    expect(await listAuditActions(member)).toEqual([["password.set", member.userId]]);
  });

  it("limits the attempts in an open browser, and rejects a token", async () => {
    const member = await makeMember(database);
    const here = await openBrowser(member);
    for (let attempt = 1; attempt <= SIGN_IN_ATTEMPTS; attempt += 1) {
      expect((await here.call(passwordRoute.POST, change(`wrong ${attempt}`))).status).toBe(400);
    }
    expect((await here.call(passwordRoute.POST, change(member.password))).status).toBe(429);
    const token = await makeCaller(makeSystemContext(database, member), member.userId);
    expect((await token.call(passwordRoute.POST, change(member.password))).status).toBe(403);
  });
});
