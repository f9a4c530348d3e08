import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as summaryRoute from "@/app/api/performance/user/[id]/route";
import * as widgetRoute from "@/app/api/performance/user/[id]/widget/route";
import * as widgetTokensRoute from "@/app/api/performance/user/[id]/widget-tokens/route";
import type { RouteHandler } from "@/lib/api/route";
import { createToken } from "@/lib/auth/tokens/create-token";
import { revokeToken } from "@/lib/auth/tokens/revoke-token";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import {
  makeDeletable,
  setPrivacyMode,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { frozenNow } from "@/lib/testing/frozen-now";
import * as linkRoute from "./[id]/route";
import * as linksRoute from "./route";

type PlainHandler = (...call: Parameters<RouteHandler>) => Promise<Response> | Response;

let world: World;
let userId: number;
let apiToken: { readonly id: number; readonly token: string };

beforeAll(async () => {
  world = await openWorld("widget-tokens");
  userId = world.members.employee.userId;
});

beforeEach(async () => {
  apiToken = await makeApiToken(userId);
});

afterAll(closeWorlds);

const makeApiToken = (owner: number) =>
  createToken(world.context, { userId: owner, name: "site", scopes: ["self:read"], days: 2 });

function send(
  handler: PlainHandler,
  bearer: string,
  { id = userId, method = "GET", body }: { id?: number; method?: string; body?: unknown } = {},
): Promise<Response> | Response {
  const request = new Request("http://localhost:3000/api/test", {
    method,
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve({ id: `${id}` }) });
}

const ask = (body: unknown = {}, { id = userId, token = apiToken.token } = {}) =>
  send(widgetTokensRoute.POST, token, { id, method: "POST", body });

async function make(
  body: unknown = {},
  of: { id?: number; token?: string } = {},
): Promise<{ readonly id: number; readonly token: string; readonly expires_at: string }> {
  const response = await ask(body, of);
  expect(response.status).toBe(201);
  return await response.json();
}

const readWidget = (secret: string, id = userId) => send(widgetRoute.GET, secret, { id });

describe("a widget token", () => {
  it("opens its owner's widget from the header, and nothing else", async () => {
    const { token } = await make();
    expect(token).toMatch(/^ptl_[0-9A-Za-z]{49}$/);
    const response = await readWidget(token);
    expect(response.status).toBe(200);
    expect((await response.json()).current_performance_score).not.toBeNull();
    expect((await readWidget(token, world.members.colleague.userId)).status).toBe(404);
    expect((await send(summaryRoute.GET, token)).status).toBe(401);
    expect((await ask({}, { token })).status).toBe(401);
    expect((await readWidget(apiToken.token)).status).toBe(404);
  });

  it("stops working when the token that created it is revoked", async () => {
    const { token } = await make();
    const other = await make({}, { token: (await makeApiToken(userId)).token });
    expect((await readWidget(token)).status).toBe(200);
    await revokeToken(world.context, { id: apiToken.id });
    expect((await readWidget(token)).status).toBe(404);
    expect((await readWidget(other.token)).status).toBe(200);
    expect((await ask()).status).toBe(401);
  });

  it("lasts as long as requested, and no longer than the token that created it", async () => {
    const { database, organizationId } = world.context;
    const minutesLeft = async (body: unknown) =>
      (Date.parse((await make(body)).expires_at) - frozenNow.getTime()) / 60_000;
    expect(Math.round(await minutesLeft({}))).toBe(60);
    expect(Math.round(await minutesLeft({ minutes: 1_440 }))).toBe(1_440);
    const expiresAt = new Date(frozenNow.getTime() + 600_000);
    await database.apiToken.update({
      where: { organizationId_id: { organizationId, id: apiToken.id } },
      data: { expiresAt },
    });
    const { expires_at: end } = await make({ minutes: 1_440 });
    expect(end).toBe(expiresAt.toISOString());
  });

  it.each([[{ minutes: 4 }], [{ minutes: 1_441 }], [{ minutes: 7.5 }], [{ days: 3 }]])(
    "is rejected as %j",
    async (body) => {
      expect((await ask(body)).status).toBe(400);
    },
  );

  it("can be revoked by its id, is recorded in the audit log, and is not among the links of the settings", async () => {
    const { id, token } = await make();
    const listed = await (await send(linksRoute.GET, apiToken.token)).json();
    expect(listed.share_links).toEqual([]);
    const ended = await send(linkRoute.DELETE, apiToken.token, { id, method: "DELETE" });
    expect(ended.status).toBe(200);
    expect((await readWidget(token)).status).toBe(404);
    const { database, organizationId } = world.context;
    const audited = await database.auditLog.findMany({
      where: { organizationId, subjectType: "share_link", subjectId: `${id}` },
      orderBy: { id: "asc" },
    });
    expect(audited).toMatchObject([
      {
        action: "share_link.create",
        actorId: userId,
        detail: { shares: "widget", minutes: 60, token: apiToken.id },
      },
      { action: "share_link.revoke", actorId: userId },
    ]);
  });

  it("stops working when its owner is deactivated, who can still be erased", async () => {
    const id = await makeDeletable(world, "member", 0);
    const { token: leaving } = await makeApiToken(id);
    const { token } = await make({}, { id, token: leaving });
    expect((await readWidget(token, id)).status).toBe(200);
    await deactivateMember(world.context, { userId: id });
    expect((await readWidget(token, id)).status).toBe(404);
    await eraseMember(world.context, { userId: id });
    const { database, organizationId } = world.context;
    expect(await database.shareLink.count({ where: { organizationId, userId: id } })).toBe(0);
  });

  it.each(["pseudonymous", "aggregate"] as const)(
    "is not made where the organization is %s, and those that are there show nothing",
    async (mode) => {
      const { token } = await make();
      await setPrivacyMode(world, mode);
      try {
        expect((await ask()).status).toBe(403);
        expect((await readWidget(token)).status).toBe(404);
      } finally {
        await setPrivacyMode(world, "named");
      }
    },
  );
});
