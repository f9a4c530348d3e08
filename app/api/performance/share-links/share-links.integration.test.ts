import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as badgeRoute from "@/app/api/performance/user/[id]/badges/[file]/route";
import * as widgetRoute from "@/app/api/performance/user/[id]/widget/route";
import type { RouteHandler } from "@/lib/api/route";
import { hashSecret } from "@/lib/auth/secret-hash";
import { createShareLink } from "@/lib/auth/share-links/create-share-link";
import type { SharedKind } from "@/lib/context";
import * as environment from "@/lib/environment/environment";
import { getLogger } from "@/lib/log";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { exportEverything } from "@/lib/performance/privacy/export-everything";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { actAs } from "@/lib/performance/testing/act-as";
import {
  makeBadge,
  makeDeletable,
  makeSession,
  makeToken,
  setPrivacyMode,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { readDownload } from "@/lib/performance/testing/read-download";
import { frozenNow } from "@/lib/testing/frozen-now";
import * as linkRoute from "./[id]/route";
import * as linksRoute from "./route";

type PlainHandler = (...call: Parameters<RouteHandler>) => Promise<Response> | Response;
type Made = { readonly id: number; readonly link: string };

let world: World;
let foreign: World;
let userId: number;
let cookie: string;

beforeAll(async () => {
  world = await openWorld("share");
  foreign = await openWorld("elsewhere");
  userId = world.members.employee.userId;
  cookie = `pts-session=${await makeSession(world, userId)}`;
  await makeBadge(world, userId, "punctual");
});

afterAll(closeWorlds);

function send(
  handler: PlainHandler,
  { params = {}, query = "", headers = {}, method = "GET", body }: Sent = {},
): Promise<Response> | Response {
  const request = new Request(`http://localhost:3000/api/test${query}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve(params) });
}

type Sent = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: unknown;
};

const browser = () => ({ cookie, origin: "http://localhost:3000", host: "localhost:3000" });

const create = (body: unknown, headers: Readonly<Record<string, string>> = browser()) =>
  send(linksRoute.POST, { method: "POST", headers, body });

async function make(shares: SharedKind = "widget", days = 30): Promise<Made> {
  const response = await create({ name: "My homepage", shares, days });
  expect(response.status).toBe(201);
  return await response.json();
}

const readWidget = (link: string, id = userId) =>
  send(widgetRoute.GET, { params: { id: `${id}` }, query: `?link=${link}` });

const readBadge = (link: string, file = "punctual.svg", more = "", id = userId) =>
  send(badgeRoute.GET, { params: { id: `${id}`, file }, query: `?link=${link}${more}` });

const revoke = (id: number, headers: Readonly<Record<string, string>> = browser()) =>
  send(linkRoute.DELETE, { method: "DELETE", headers, params: { id: `${id}` } });

/** The part of a response that must be the same for every link that opens nothing. */
async function toComparable(response: Response): Promise<string> {
  const text = (await response.text()).replace(/"request_id":"[^"]*"/, "");
  return `${response.status} ${response.headers.get("content-type")} ${text}`;
}

describe("a share link", () => {
  it("is created in a browser, shown once, stored as a hash, and recorded in the audit log", async () => {
    const { id, link } = await make("badges", 365);
    expect(link).toMatch(/^ptl_[0-9A-Za-z]{49}$/);
    const { database, organizationId } = world.context;
    const row = await database.shareLink.findFirstOrThrow({ where: { organizationId, id } });
    expect(row).toMatchObject({ userId, shares: "badges", secretHash: hashSecret(link) });
    const listed = await (await send(linksRoute.GET, { headers: browser() })).text();
    expect(listed).toContain('"My homepage"');
    await revoke(id);
    await revoke(id);
    const audited = await database.auditLog.findMany({
      where: { organizationId, subjectType: "share_link", subjectId: `${id}` },
      orderBy: { id: "asc" },
    });
    expect(audited).toMatchObject([
      { action: "share_link.create", actorId: userId, detail: { shares: "badges", days: 365 } },
      { action: "share_link.revoke", actorId: userId },
    ]);
    expect(
      listed + JSON.stringify(row) + JSON.stringify(audited.map(({ detail }) => detail)),
    ).not.toContain(link);
    expect(await (await send(linksRoute.GET, { headers: browser() })).text()).not.toContain(
      `"id":${id},`,
    );
  });

  it("cannot be created by a token, which it would outlive, or by another site, but a token may revoke it", async () => {
    const token = await makeToken(world, userId);
    const body = { name: "by a program", shares: "widget", days: 1 };
    const bearer = { authorization: `Bearer ${token}` };
    expect((await create(body, bearer)).status).toBe(403);
    expect((await create(body, { ...browser(), origin: "https://elsewhere.example" })).status).toBe(
      403,
    );
    const program = actAs(world.context, { userId, scopes: ["self:read"] });
    await expect(
      createShareLink(program, { name: "x", shares: "widget", days: 1 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const { id, link } = await make();
    expect((await revoke(id, bearer)).status).toBe(200);
    expect((await readWidget(link)).status).toBe(404);
  });

  it.each([
    [{ name: "x", shares: "everything", days: 1 }, "shares"],
    [{ name: "x", shares: "widget", days: 366 }, "days"],
    [{ name: "x", shares: "widget", days: 0 }, "days"],
    [{ name: "x", shares: "widget", days: 1.5 }, "days"],
    [{ name: " ", shares: "widget", days: 1 }, "name"],
    [{ name: "x".repeat(101), shares: "widget" }, "name"],
  ])("is rejected as %j", async (body, field) => {
    const response = await create(body);
    expect(response.status).toBe(400);
    expect((await response.json()).invalid_params).toMatchObject([{ name: field }]);
  });

  it("cannot be revoked by another member", async () => {
    const { id, link } = await make();
    const colleague = await makeSession(world, world.members.colleague.userId);
    const headers = { ...browser(), cookie: `pts-session=${colleague}` };
    expect((await revoke(id, headers)).status).toBe(404);
    expect((await readWidget(link)).status).toBe(200);
  });

  it("is in the export of its owner's data, without its secret", async () => {
    const { link } = await make();
    const context = actAs(world.context, { userId });
    const text = await readDownload(await exportEverything(context, { userId }));
    const { share_links: links } = JSON.parse(text);
    expect(links.at(-1)).toMatchObject({ shares: "widget", name: "My homepage", revoked_at: null });
    expect(text).not.toContain(link);
    expect(text).not.toContain(hashSecret(link));
  });
});

describe("a link to the widget", () => {
  it("shows the figures of the owner's summary, and only those, without a credential", async () => {
    const { link } = await make();
    const response = await readWidget(link);
    const shown = await response.json();
    const context = actAs(world.context, { userId });
    const own = await getUserPerformanceSummary(context, { userId });
    expect(shown).toEqual({
      current_performance_score: own.current_performance_score,
      provisional: own.provisional,
      trend: own.trend,
      latest_metrics: {
        on_time_ratio: own.latest_metrics.on_time_ratio,
        skill_accuracy: own.latest_metrics.skill_accuracy,
        difficulty_factor: own.latest_metrics.difficulty_factor,
      },
    });
    expect(own.current_performance_score).not.toBeNull();
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("ratelimit")).toMatch(/^"default";r=\d+;t=\d+$/);
  });

  it("shows null where its owner has no score yet", async () => {
    const id = await makeDeletable(world, "member", 0);
    const link = await makeOwnedBy(world, id);
    expect(await (await readWidget(link, id)).json()).toMatchObject({
      current_performance_score: null,
      latest_metrics: { on_time_ratio: null, skill_accuracy: null, difficulty_factor: null },
      trend: { change: null },
    });
  });

  it("responds with the same 404 if it is unknown, misspelt, of another kind or owner, expired or revoked", async () => {
    const responses = new Set<string>();
    const good = await make();
    const { id, link } = await make();
    const expired = await make();
    const { database, now, organizationId } = world.context;
    await database.shareLink.update({
      where: { organizationId_id: { organizationId, id: expired.id } },
      data: {
        createdAt: new Date(now.getTime() - 86_400_000),
        expiresAt: new Date(now.getTime() - 1000),
      },
    });
    expect((await readWidget(link)).status).toBe(200);
    await revoke(id);
    const badges = await make("badges");
    const token = await makeToken(world, userId);
    const elsewhere = await makeOwnedBy(foreign, foreign.members.employee.userId);
    const misspelt = `${good.link.slice(0, -1)}${good.link.endsWith("0") ? "1" : "0"}`;
    const wrong = ["", "x", misspelt, `ptl_${"0".repeat(43)}2CZclj`, link, expired.link];
    for (const secret of [...wrong, badges.link, token, elsewhere, hashSecret(good.link)]) {
      responses.add(await toComparable(await readWidget(secret)));
    }
    responses.add(await toComparable(await readWidget(good.link, world.members.colleague.userId)));
    responses.add(await toComparable(await readWidget(good.link, 2_147_483_646)));
    responses.add(await toComparable(await readBadge(good.link)));
    responses.add(await toComparable(await readBadge(badges.link, "swift.svg")));
    expect([...responses]).toHaveLength(1);
    expect([...responses][0]).toMatch(/^404 application\/problem\+json/);
    expect((await readWidget(good.link)).status).toBe(200);
  });

  it("stops working when its owner is deactivated, and stays so when they are reactivated", async () => {
    const id = await makeDeletable(world, "member", 0);
    const link = await makeOwnedBy(world, id);
    expect((await readWidget(link, id)).status).toBe(200);
    await deactivateMember(world.context, { userId: id });
    expect((await readWidget(link, id)).status).toBe(404);
    await world.context.database.user.update({
      where: { organizationId_id: { organizationId: world.organizationId, id } },
      data: { deactivatedAt: null },
    });
    expect((await readWidget(link, id)).status).toBe(404);
  });

  it.each(["pseudonymous", "aggregate"] as const)(
    "shows nothing in an organization that is %s, where none can be created",
    async (mode) => {
      const { id, link } = await make();
      await setPrivacyMode(world, mode);
      try {
        expect((await readWidget(link)).status).toBe(404);
        const rejected = await create({ name: "x", shares: "widget", days: 1 });
        expect(rejected.status).toBe(403);
        expect((await rejected.json()).detail).toContain("does not show its members by name");
        const listed = await (await send(linksRoute.GET, { headers: browser() })).json();
        expect(listed).toMatchObject({ is_allowed: false });
        expect((await revoke(id)).status).toBe(200);
      } finally {
        await setPrivacyMode(world, "named");
      }
      expect((await readWidget(link)).status).toBe(404);
    },
  );

  it("records its last use to the minute, and keeps its secret out of the log", async () => {
    const { id, link } = await make();
    const { database, organizationId } = world.context;
    const lines: string[] = [];
    const write = vi
      .spyOn(getLogger(), "info")
      .mockImplementation((record: unknown) => void lines.push(JSON.stringify(record)));
    await readWidget(link);
    await readWidget(`${link.slice(0, -1)}_`);
    const row = await database.shareLink.findFirstOrThrow({ where: { organizationId, id } });
    expect(row.lastUsedAt?.getTime()).toBe(Math.floor(frozenNow.getTime() / 60_000) * 60_000);
    expect(write).toHaveBeenCalledTimes(2);
    expect(lines.join()).toContain('"status":200');
    expect(lines.join()).not.toContain("ptl_");
    expect(lines.join()).toContain('"actor_id":null');
  });

  it("has a rate limit for each link", async () => {
    const known = environment.getEnvironment();
    globalThis.performanceTrackingRequests = undefined;
    vi.spyOn(environment, "getEnvironment").mockReturnValue({ ...known, requestsPerMinute: 2 });
    const [first, second] = [
      await makeOwnedBy(world, userId),
      await makeOwnedBy(world, userId),
    ] as const;
    expect((await readWidget(first)).status).toBe(200);
    expect((await readWidget(first)).status).toBe(200);
    const rejected = await readWidget(first);
    expect(rejected.status).toBe(429);
    expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await readWidget(second)).status).toBe(200);
    globalThis.performanceTrackingRequests = undefined;
  });
});

describe("a link to badges", () => {
  it("shows an image of a badge that is held, safe on any page", async () => {
    const { link } = await make("badges");
    const response = await readBadge(link);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    const svg = await response.text();
    expect(svg).toContain('<title id="title">Punctual</title>');
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).not.toMatch(/<script|\son\w+=|href|url\(|@import/i);
    expect(await (await readBadge(link, "punctual.svg", "&lang=de")).text()).toContain("Pünktlich");
  });

  it("shows no badge of another member", async () => {
    const colleague = world.members.colleague.userId;
    await makeBadge(world, colleague, "punctual");
    const { link } = await make("badges");
    const response = await readBadge(link, "punctual.svg", "", colleague);
    expect(response.status).toBe(404);
    expect((await readBadge(link)).status).toBe(200);
  });

  it("shows no badge that was lost, and rejects a name that no badge has", async () => {
    const { link } = await make("badges");
    const { database, organizationId } = world.context;
    const setActive = (isActive: boolean) =>
      database.performanceBadge.updateMany({
        where: { organizationId, userId, badgeName: "punctual" },
        data: { isActive },
      });
    await setActive(false);
    expect((await readBadge(link)).status).toBe(404);
    await setActive(true);
    expect((await readBadge(link)).status).toBe(200);
    expect((await readBadge(link, "toString")).status).toBe(400);
  });
});

/** A link to the widget of a member without a session in this test. @returns its secret. */
async function makeOwnedBy(of: World, owner: number): Promise<string> {
  const session = await makeSession(of, owner);
  const response = await create(
    { name: "theirs", shares: "widget", days: 1 },
    { ...browser(), cookie: `pts-session=${session}` },
  );
  return (await response.json()).link;
}
