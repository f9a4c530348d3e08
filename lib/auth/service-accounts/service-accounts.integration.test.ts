import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as meRoute from "@/app/api/me/route";
import * as changesRoute from "@/app/api/performance/assignments/[id]/changes/route";
import * as assignmentRoute from "@/app/api/performance/assignments/[id]/route";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import * as auditRoute from "@/app/api/performance/audit-log/route";
import * as membersRoute from "@/app/api/performance/members/route";
import * as statisticsRoute from "@/app/api/performance/statistics/route";
import * as leaderboardRoute from "@/app/api/performance/team/leaderboard/route";
import * as teamsRoute from "@/app/api/performance/teams/route";
import * as accessLogRoute from "@/app/api/performance/user/[id]/access-log/route";
import * as summaryRoute from "@/app/api/performance/user/[id]/summary/route";
import * as rotateRoute from "@/app/api/service-accounts/[id]/rotate/route";
import * as accountRoute from "@/app/api/service-accounts/[id]/route";
import * as accountsRoute from "@/app/api/service-accounts/route";
import type { TokenScope } from "@/lib/context";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { createMember } from "@/lib/performance/members/create-member";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import {
  makeServiceAccount,
  makeWorld,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { type Caller, callRoute, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeUniqueName } from "@/lib/testing/unique-name";

const database = getDatabase();
let world: World;
let admin: Caller;

beforeAll(async () => {
  world = await makeWorld(database, "service");
  admin = await makeCaller(world.context, world.members.admin.userId);
});
afterAll(closeDatabase);

async function makeAccount(...scopes: TokenScope[]) {
  const name = `Sync ${makeUniqueName()}`;
  const account = await makeServiceAccount(world, name, scopes);
  const call: Caller["call"] = (handler, options) =>
    callRoute(handler, { token: account.token, ...options });
  return { ...account, call };
}

const askWith = async (token: unknown) =>
  (await callRoute(meRoute.GET, { token: String(token) })).status;

describe("a service account", () => {
  it("is who it says, without a user, and with its scopes as its permissions", async () => {
    const account = await makeAccount("organization:read", "assignments:write");
    const { status, body } = await account.call(meRoute.GET);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: null,
      service_account: { id: account.id, name: account.name },
      organization: { id: world.organizationId },
      role: "service",
      permissions: ["write_assignments", "view_organization"],
      credential: { kind: "token", scopes: ["assignments:write", "organization:read"] },
    });
  });

  it("works on after the administrator who created it has left", async () => {
    const { id } = await createMember(world.context, {
      ...{ username: `leaver_${makeUniqueName()}`, role: "admin" },
    });
    const leaver = await makeCaller(world.context, id);
    const body = { name: makeUniqueName(), scopes: ["organization:read"] };
    const created = await leaver.call(accountsRoute.POST, { body });
    expect(created.status).toBe(201);
    await deactivateMember(world.context, { userId: id });
    expect(await askWith(leaver.token)).toBe(401);
    expect(await askWith(created.body.token)).toBe(200);
  });

  it("is in no list, ranking or figure: they are the same with it as without it", async () => {
    const read = async () => [
      await admin.call(membersRoute.GET, { query: "?limit=1000" }),
      await admin.call(teamsRoute.GET),
      await admin.call(leaderboardRoute.GET),
      await admin.call(statisticsRoute.GET),
      await database.user.count({ where: { organizationId: world.organizationId } }),
    ];
    const before = await read();
    const account = await makeAccount("members:write", "assignments:write", "team:read");
    expect(await read()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(account.name);
    expect((await account.call(summaryRoute.GET, { params: { id: account.id } })).status).toBe(404);
  });

  it("can have no assignment", async () => {
    const account = await makeAccount("assignments:write");
    const body = { external_id: makeUniqueName(), user_id: account.id, title: "Its own" };
    expect((await account.call(assignmentsRoute.POST, { body })).status).toBe(404);
    expect((await admin.call(assignmentsRoute.POST, { body })).status).toBe(404);
  });

  it("writes the assignments of every member, its creator included, and is named in their record", async () => {
    const account = await makeAccount("assignments:write");
    const body = {
      ...{ external_id: makeUniqueName(), user_id: world.members.admin.userId },
      ...{ title: "By program", status: "completed", due_at: "2024-05-01T08:00:00Z" },
      completed_at: "2024-04-30T08:00:00Z",
    };
    const written = await account.call(assignmentsRoute.POST, { body });
    expect(written).toMatchObject({ status: 200, body: { outcome: "new" } });
    const assignment = await database.assignment.findFirstOrThrow({
      where: { organizationId: world.organizationId, externalId: body.external_id },
    });
    const entry = await database.performanceLog.findFirstOrThrow({
      where: { organizationId: world.organizationId, assignmentId: assignment.id },
    });
    expect(entry.actorId).toBe(account.id);
    const params = { id: String(assignment.id) };
    const { body: changes } = await admin.call(changesRoute.GET, { params });
    expect(changes).toMatchObject({
      changes: [
        {
          source: "api",
          actor: {
            user_id: account.id,
            username: `service-account:${account.id}`,
            display_name: account.name,
          },
        },
      ],
    });
    expect((await account.call(assignmentRoute.DELETE, { params })).status).toBe(200);
  });

  it("is named in the access record of the member whose figures it reads", async () => {
    const account = await makeAccount("team:read");
    const { userId } = world.members.colleague;
    const params = { id: userId };
    expect((await account.call(summaryRoute.GET, { params })).status).toBe(200);
    const colleague = await makeCaller(world.context, userId);
    const { body } = await colleague.call(accessLogRoute.GET, { params });
    expect(body).toMatchObject({
      entries: expect.arrayContaining([
        expect.objectContaining({
          surface: "summary",
          viewer: expect.objectContaining({ display_name: account.name }),
        }),
      ]),
    });
  });

  it("is named as the actor in the audit log, under its name in every privacy mode", async () => {
    const account = await makeAccount("members:write");
    const username = `by_program_${makeUniqueName()}`;
    const body = { username, role: "employee" };
    expect((await account.call(membersRoute.POST, { body })).status).toBe(201);
    const where = { id: world.organizationId };
    await database.organization.update({ where, data: { privacyMode: "pseudonymous" } });
    const log = await admin.call(auditRoute.GET, { query: "?action=member.create&limit=1" });
    await database.organization.update({ where, data: { privacyMode: "named" } });
    expect(log.body).toMatchObject({
      entries: [{ actor: { user_id: account.id, display_name: account.name } }],
    });
  });

  it("sees others under an alias where the organization is pseudonymous", async () => {
    const account = await makeAccount("team:read");
    const where = { id: world.organizationId };
    const { colleague } = world.members;
    await database.organization.update({ where, data: { privacyMode: "pseudonymous" } });
    const { status, body } = await account.call(summaryRoute.GET, {
      params: { id: colleague.userId },
    });
    await database.organization.update({ where, data: { privacyMode: "named" } });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(colleague.displayName);
  });
});

describe("the tokens of a service account", () => {
  it("are two that work during a rotation, and the older one ends with the overlap", async () => {
    const account = await makeAccount("organization:read");
    const params = { id: account.id };
    const first = account.token;
    const second = await admin.call(rotateRoute.POST, { params, body: { overlap_hours: 2 } });
    expect(second.status).toBe(201);
    expect(await askWith(first)).toBe(200);
    expect(await askWith(second.body.token)).toBe(200);
    const ends = await database.apiToken.findMany({
      where: { serviceAccountId: account.id },
      orderBy: { id: "asc" },
    });
    const [old, next] = ends;
    expect(old?.expiresAt.getTime()).toBe((next?.createdAt.getTime() ?? 0) + 2 * 3_600_000);
    const third = await admin.call(rotateRoute.POST, { params, body: {} });
    expect(await askWith(first)).toBe(401);
    expect(await askWith(second.body.token)).toBe(200);
    expect(await askWith(third.body.token)).toBe(200);
    const fourth = await admin.call(rotateRoute.POST, { params, body: { overlap_hours: 0 } });
    expect(await askWith(third.body.token)).toBe(401);
    expect(await askWith(fourth.body.token)).toBe(200);
    expect(fourth.body.tokens).toHaveLength(1);
  });

  it("are at most two after twenty rotations at once", async () => {
    const account = await makeAccount("organization:read");
    const params = { id: account.id };
    const rotations = await Promise.all(
      Array.from({ length: 20 }, () => admin.call(rotateRoute.POST, { params, body: {} })),
    );
    const statuses = await Promise.all(rotations.map(({ body }) => askWith(body.token)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  });

  it("end with the account, whose name stays in the records and is free again", async () => {
    const account = await makeAccount("organization:read");
    const params = { id: account.id };
    expect((await admin.call(accountRoute.DELETE, { params })).status).toBe(200);
    expect(await askWith(account.token)).toBe(401);
    expect((await admin.call(accountRoute.DELETE, { params })).status).toBe(404);
    expect((await admin.call(rotateRoute.POST, { params, body: {} })).status).toBe(404);
    const body = { name: account.name, scopes: ["organization:read"] };
    expect((await admin.call(accountsRoute.POST, { body })).status).toBe(201);
    expect(await admin.call(accountsRoute.POST, { body })).toMatchObject({ status: 409 });
  });

  it("have no more scopes than the token that creates or rotates them", async () => {
    const manager = await makeAccount("tokens:write", "organization:read");
    const create = (...scopes: TokenScope[]) =>
      manager.call(accountsRoute.POST, { body: { name: makeUniqueName(), scopes } });
    expect((await create("organization:read")).status).toBe(201);
    for (const scopes of [["members:write"], ["organization:write"], ["self:read"], []]) {
      expect(await create(...(scopes as TokenScope[]))).toMatchObject({
        status: 400,
        body: { invalid_params: [{ name: "scopes" }] },
      });
    }
    const stronger = await makeAccount("members:write");
    const params = { id: stronger.id };
    expect((await manager.call(rotateRoute.POST, { params, body: {} })).status).toBe(403);
    expect(await askWith(stronger.token)).toBe(200);
  });
});
