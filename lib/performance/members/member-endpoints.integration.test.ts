import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as invitedRoute from "@/app/api/password/invitation/route";
import * as inviteRoute from "@/app/api/performance/members/[id]/invitation/route";
import * as memberRoute from "@/app/api/performance/members/[id]/route";
import * as membersRoute from "@/app/api/performance/members/route";
import * as organizationRoute from "@/app/api/performance/organization/route";
import * as skillRoute from "@/app/api/performance/skills/[id]/route";
import * as skillsRoute from "@/app/api/performance/skills/route";
import * as teamRoute from "@/app/api/performance/teams/[id]/route";
import * as teamsRoute from "@/app/api/performance/teams/route";
import * as userRoute from "@/app/api/performance/user/[id]/route";
import { createInvitation } from "@/lib/auth/password/create-invitation";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { memberList } from "@/lib/performance/members/schemas";
import { type Caller, callRoute, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createMember } from "./create-member";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function makeAdministered() {
  const { context, userIds } = await makeOrganization(database, { members: 2 });
  const { id } = await createMember(context, { username: "ada", role: "admin" });
  return { context, id, admin: await makeCaller(context, id), userIds };
}

/** Teams and skills, which a request names but does not create. */
async function makeNamed(
  { organizationId }: Context,
  { teams = [], skills = [] }: { teams?: readonly string[]; skills?: readonly string[] },
) {
  await database.team.createMany({ data: teams.map((name) => ({ organizationId, name })) });
  await database.skill.createMany({ data: skills.map((name) => ({ organizationId, name })) });
}

async function add(admin: Caller, body: Record<string, unknown>) {
  const made = await admin.call(membersRoute.POST, { body: { role: "employee", ...body } });
  expect(made.status).toBe(201);
  return made.body as { id: number; team_id: number | null };
}

async function auditOf({ organizationId }: Context) {
  const entries = await database.auditLog.findMany({
    where: { organizationId },
    orderBy: { id: "asc" },
  });
  return entries.filter(({ action }) => !action.startsWith("token."));
}

function change(admin: Caller, id: number, body: Record<string, unknown>) {
  return admin.call(memberRoute.PATCH, { params: { id }, body });
}

describe("managing members", () => {
  it("finds members by a part of their name, username or email address, in any case, and by nothing else", async () => {
    const { admin } = await makeAdministered();
    const bo = await add(admin, {
      username: "bo",
      email: "first@x.example",
      display_name: "50% _",
    });
    const cy = await add(admin, { username: "cy_bo", display_name: "Zoë Quist" });
    const find = async (search: string) => {
      const query = `?search=${encodeURIComponent(search)}`;
      const { body } = await admin.call(membersRoute.GET, { query });
      return (body as { members: { id: number }[] }).members.map(({ id }) => id);
    };
    expect(await find("BO")).toEqual([bo.id, cy.id]);
    expect(await find("FIRST@")).toEqual([bo.id]);
    expect(await find("zoë q")).toEqual([cy.id]);
    expect(await find("0% _")).toEqual([bo.id]);
    expect(await find("o%q")).toEqual([]);
    expect((await admin.call(membersRoute.GET, { query: "?search=%00" })).status).toBe(400);
  });

  it("lists members by name, role or team, in both directions, each once over all pages, with empty values last", async () => {
    const { admin, context, userIds } = await makeAdministered();
    await makeNamed(context, { teams: ["beta", "Alpha"] });
    await add(admin, { username: "c", display_name: "Özil", role: "manager", team: "beta" });
    await add(admin, { username: "d", display_name: "adam", team: "Alpha" });
    await add(admin, { username: "e", display_name: "Olaf", team: "beta" });
    for (const query of ["", "?erase=true"]) {
      await admin.call(memberRoute.DELETE, { params: { id: userIds[0] ?? 0 }, query });
    }
    const list = async (sort: string) => {
      const names: string[] = [];
      let from = "";
      for (let page = 1; page <= 3; page += 1) {
        const query = `?limit=2&sort=${sort}${from}`;
        const { body } = await admin.call(membersRoute.GET, { query });
        const response = memberList.parse(body);
        names.push(...response.members.map(({ display_name }) => display_name));
        expect(response.next_cursor === null).toBe(page === 3);
        from = `&cursor=${response.next_cursor}`;
      }
      return names;
    };
    const erased = "Erased person";
    expect(await list("name")).toEqual(["ada", "adam", "member-2", "Olaf", "Özil", erased]);
    expect(await list("-name")).toEqual(["Özil", "Olaf", "member-2", "adam", "ada", erased]);
    expect(await list("role")).toEqual(["adam", "member-2", "Olaf", "Özil", "ada", erased]);
    expect(await list("-role")).toEqual(["ada", "Özil", "adam", "member-2", "Olaf", erased]);
    expect(await list("team")).toEqual(["adam", "Olaf", "Özil", "ada", "member-2", erased]);
    expect(await list("-team")).toEqual(["Olaf", "Özil", "adam", "ada", "member-2", erased]);
    expect((await admin.call(membersRoute.GET, { query: "?sort=email" })).status).toBe(400);
  });

  it("creates a member with the fields that it returns: team or team_id, and skills", async () => {
    const { admin, context } = await makeAdministered();
    await makeNamed(context, { teams: ["Design", "Build"], skills: ["Figma"] });
    const teams = await database.team.findMany({
      where: { organizationId: context.organizationId },
      orderBy: { id: "asc" },
    });
    const [design = 0, build = 0] = teams.map(({ id }) => id);
    const skills = [{ name: "figma", level: 4 }];
    const byId = await add(admin, { username: "a", team_id: design, skills });
    expect(byId).toMatchObject({
      team: "Design",
      team_id: design,
      skills: [{ name: "Figma", level: 4 }],
    });
    const both = await add(admin, { username: "b", team: "design", team_id: design });
    expect(both).toMatchObject({ team: "Design", team_id: design });
    const changed = await change(admin, both.id, { team_id: build });
    expect(changed.body).toMatchObject({ team: "Build", team_id: build });
    const none = await change(admin, both.id, { team: null, team_id: null });
    expect(none.body).toMatchObject({ team: null, team_id: null });
  });

  it.each([
    ["team", "unknown_reference", { team: "Nope" }],
    ["team_id", "unknown_reference", { team_id: 2_000_000_000 }],
    ["team_id", "conflicting", { team: "Design", team_id: 2_000_000_000 }],
    ["team_id", "conflicting", { team: "Design", team_id: null }],
    ["skills", "unknown_reference", { skills: [{ name: "Nope", level: 3 }] }],
  ])(
    "rejects a %s that the organization does not have as %s, and creates none: %j",
    async (name, code, fields) => {
      const { admin, context, userIds } = await makeAdministered();
      await makeNamed(context, { teams: ["Design"] });
      const body = { username: "new", role: "employee", ...fields };
      const created = await admin.call(membersRoute.POST, { body });
      const changed = await change(admin, userIds[0] ?? 0, fields);
      for (const rejected of [created, changed]) {
        expect(rejected).toMatchObject({ status: 400, body: { invalid_params: [{ name, code }] } });
      }
      const { organizationId } = context;
      expect(await database.team.count({ where: { organizationId } })).toBe(1);
      expect(await database.skill.count({ where: { organizationId } })).toBe(0);
      expect(await database.user.count({ where: { organizationId, username: "new" } })).toBe(0);
    },
  );

  it("adds, lists and changes members, and writes an audit entry for each change", async () => {
    const { context, admin, id: adminId } = await makeAdministered();
    await makeNamed(context, { teams: ["Design"], skills: ["Figma", "SVG"] });
    const made = await add(admin, { username: "bo", email: "Bo@X.example", team: "Design" });
    expect(made).toMatchObject({
      username: "bo",
      email: "bo@x.example",
      display_name: "bo",
      role: "employee",
      team: "Design",
      is_active: true,
      has_password: false,
    });
    const first = await admin.call(membersRoute.GET, { query: "?limit=2" });
    const rest = await admin.call(membersRoute.GET, {
      query: `?limit=2&cursor=${first.body.next_cursor}`,
    });
    expect(rest.body).toMatchObject({
      members: [{ id: adminId }, { id: made.id }],
      next_cursor: null,
    });
    const changed = await change(admin, made.id, {
      username: "BO",
      display_name: "Bo Berg",
      email: null,
      role: "manager",
      team: null,
      skills: [
        { name: "Figma", level: 0 },
        { name: "SVG", level: 7 },
      ],
    });
    expect(changed.body).toMatchObject({
      username: "BO",
      display_name: "Bo Berg",
      email: null,
      role: "manager",
      team_id: null,
      skills: [
        { name: "Figma", level: 0 },
        { name: "SVG", level: 7 },
      ],
    });
    const unrated = await change(admin, made.id, { skills: [{ name: "figma", level: null }] });
    expect(unrated.body).toMatchObject({ skills: [{ name: "SVG", level: 7 }] });
    await change(admin, made.id, { role: "manager" });
    const audit = (await auditOf(context)).filter(({ subjectId }) => subjectId === String(made.id));
    expect(audit).toMatchObject([
      { action: "member.create", actorId: adminId },
      {
        action: "member.update",
        actorId: adminId,
        detail: {
          changed: ["username", "email", "displayName"],
          role: { from: "employee", to: "manager" },
          team_id: { from: made.team_id, to: null },
          skills: ["Figma", "SVG"],
        },
      },
      { action: "member.update", detail: { skills: ["figma"] } },
    ]);
    expect(JSON.stringify(audit.map(({ detail }) => detail))).not.toMatch(/Berg|x\.example/);
  });

  it.each([
    ["username", { username: "a/b" }, 400],
    ["email", { email: "no-address" }, 400],
    ["display_name", { display_name: "" }, 400],
    ["team", { team: "\u0007" }, 400],
    ["role", { role: "owner" }, 400],
    ["lead_scope", { lead_scope: "organization" }, 400],
    ["is_active", { is_active: false }, 400],
    ["skills.0.level", { skills: [{ name: "Figma", level: 10.5 }] }, 400],
    ["password", { password: "password" }, 400],
  ])("rejects a member with %s in %j", async (name, body, status) => {
    const { admin, userIds } = await makeAdministered();
    const response = await change(admin, userIds[0] ?? 0, body);
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ invalid_params: [{ name }] });
  });

  it("keeps usernames and email addresses unique", async () => {
    const { admin, userIds } = await makeAdministered();
    const [first = 0] = userIds;
    expect((await change(admin, first, { username: "ADA" })).status).toBe(409);
    const other = await makeAdministered();
    const address = `${makeUniqueName()}@x.example`;
    await add(other.admin, { username: "bo", email: address });
    expect((await change(admin, first, { email: address })).status).toBe(409);
  });

  it("deactivates members at once, removes them from every ranking, and reactivates them without their old tokens", async () => {
    const { context, admin } = await makeAdministered();
    const { id } = await add(admin, { username: "bo" });
    const member = await makeCaller(context, id);
    expect((await member.call(userRoute.GET, { params: { id } })).status).toBe(200);
    const gone = await admin.call(memberRoute.DELETE, { params: { id } });
    expect(gone.body).toMatchObject({ is_active: false });
    expect(await admin.call(memberRoute.DELETE, { params: { id } })).toEqual(gone);
    expect((await member.call(userRoute.GET, { params: { id } })).status).toBe(401);
    const key = { organizationId_userId: { organizationId: context.organizationId, userId: id } };
    const readPerformance = () => database.userPerformance.findUniqueOrThrow({ where: key });
    expect((await readPerformance()).isActive).toBe(false);
    await expect(createInvitation(context, { userId: id })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await change(admin, id, { is_active: true })).body).toMatchObject({ is_active: true });
    expect((await readPerformance()).isActive).toBe(true);
    expect((await member.call(userRoute.GET, { params: { id } })).status).toBe(401);
    expect((await auditOf(context)).slice(-2).map(({ action }) => action)).toEqual([
      "member.deactivate",
      "member.return",
    ]);
  });

  it("keeps at least one administrator", async () => {
    const { admin, id, userIds } = await makeAdministered();
    expect((await change(admin, id, { role: "manager" })).status).toBe(409);
    expect((await admin.call(memberRoute.DELETE, { params: { id } })).status).toBe(409);
    await change(admin, userIds[0] ?? 0, { role: "admin" });
    expect((await change(admin, id, { role: "manager" })).status).toBe(200);
    expect((await change(admin, id, { role: "admin" })).status).toBe(403);
  });

  it("applies a new role and team from the next request on", async () => {
    const { context, admin, userIds } = await makeAdministered();
    await makeNamed(context, { teams: ["Design"] });
    const [id = 0, other = 0] = userIds;
    const member = await makeCaller(context, id, null);
    const readSummary = async () =>
      (
        await callRoute(userRoute.GET, {
          token: (await makeFreshCaller()).token,
          params: { id: other },
        })
      ).status;
    const makeFreshCaller = () => makeCaller(context, id);
    expect(await readSummary()).toBe(403);
    await change(admin, id, { role: "team_lead", team: "Design" });
    expect(await readSummary()).toBe(404);
    await change(admin, other, { team: "Design" });
    expect(await readSummary()).toBe(200);
    const lost = await change(admin, id, { team: null });
    expect(lost.body).toMatchObject({ lead_scope: "team", team_id: null });
    expect(await readSummary()).toBe(404);
    await change(admin, id, { lead_scope: "organization" });
    expect(await readSummary()).toBe(200);
    const demoted = await change(admin, id, { role: "employee" });
    expect(demoted.body).toMatchObject({ lead_scope: "team" });
    expect(await readSummary()).toBe(403);
    expect((await member.call(userRoute.GET, { params: { id } })).status).toBe(200);
  });
});

describe("an invitation", () => {
  /** From the browser of an administrator, because a token cannot invite. */
  async function invite({ context, id: userId }: { context: Context; id: number }, id: number) {
    const secret = generateSessionSecret();
    await database.session.create({
      data: {
        organizationId: context.organizationId,
        userId,
        secretHash: hashSecret(secret),
        createdAt: frozenNow,
        expiresAt: new Date(frozenNow.getTime() + 3_600_000),
      },
    });
    const request = new Request("http://localhost:3000/api/test", {
      method: "POST",
      headers: {
        cookie: `pts-session=${secret}`,
        origin: "http://localhost:3000",
        host: "localhost:3000",
        "content-type": "application/json",
      },
      body: "{}",
    });
    const params = Promise.resolve({ id: String(id) });
    const response = await inviteRoute.POST(request, { params });
    expect(response.status).toBe(201);
    return String((await response.json()).token);
  }

  const acceptInvitation = (token: string, password = "a new password") =>
    callRoute(invitedRoute.POST, { body: { token, new_password: password } });

  it("sets a password once, and stores only its hash", async () => {
    const administered = await makeAdministered();
    const { context, admin } = administered;
    const { id } = await add(admin, { username: "bo" });
    const program = await makeCaller(context, administered.id, ["organization:write"]);
    expect((await program.call(inviteRoute.POST, { params: { id }, body: {} })).status).toBe(403);
    const token = await invite(administered, id);
    const rows = await database.invitation.findMany({ where: { userId: id } });
    const details = (await auditOf(context)).map(({ detail }) => detail);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, details])).not.toContain(token);
    expect(await acceptInvitation(token, "short")).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name: "new_password" }] },
    });
    const responses = await Promise.all([acceptInvitation(token), acceptInvitation(token)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await acceptInvitation(token)).status).toBe(400);
    const name = `${context.organization.slug}/bo`;
    const signed = await signIn(
      { database, now: frozenNow },
      { name, password: "a new password", userAgent: null },
    );
    expect(signed.secret).toMatch(/^[\w-]{43}$/);
    expect((await auditOf(context)).slice(-2)).toMatchObject([
      { action: "invitation.create" },
      { action: "password.set", actorId: id, detail: { by: "invitation" } },
    ]);
  });

  it("ends an invitation when a newer one is created, when it expires, and when its member is deactivated", async () => {
    const administered = await makeAdministered();
    const { admin } = administered;
    const { id } = await add(admin, { username: "bo" });
    const replaced = await invite(administered, id);
    const expired = await invite(administered, id);
    await database.$executeRaw`
      UPDATE invitations SET created_at = now() - interval '8 days', expires_at = now() - interval '1 day'
       WHERE user_id = ${id} AND ended_at IS NULL`;
    const ended = await invite(administered, id);
    await admin.call(memberRoute.DELETE, { params: { id } });
    await change(admin, id, { is_active: true });
    const unknown = "A".repeat(43);
    const responses = await Promise.all(
      [replaced, expired, ended, unknown, "x"].map((token) => acceptInvitation(token)),
    );
    for (const response of responses) {
      expect(response).toEqual(responses[0]);
      expect(response.status).toBe(400);
    }
  });
});

describe("teams and skills", () => {
  it("creates, renames and lists teams and skills, with names that are unique in any case", async () => {
    const { context, admin } = await makeAdministered();
    for (const [list, one] of [
      [teamsRoute, teamRoute],
      [skillsRoute, skillRoute],
    ] as const) {
      const made = await admin.call(list.POST, { body: { name: " Design " } });
      expect(made).toMatchObject({ status: 201, body: { name: "Design" } });
      expect((await admin.call(list.POST, { body: { name: "DESIGN" } })).status).toBe(409);
      const params = { id: Number(made.body.id) };
      const renamed = await admin.call(one.PATCH, { params, body: { name: "DESIGN" } });
      expect(renamed.body).toMatchObject({ id: params.id, name: "DESIGN" });
      const listed = JSON.stringify((await admin.call(list.GET)).body);
      expect(listed).toContain("DESIGN");
      const bad = await admin.call(one.PATCH, { params, body: { name: "\u0000" } });
      expect(bad.body).toMatchObject({ status: 400, invalid_params: [{ name: "name" }] });
    }
    expect((await auditOf(context)).slice(-4).map(({ action }) => action)).toEqual([
      "team.create",
      "team.update",
      "skill.create",
      "skill.update",
    ]);
  });

  it("keeps the members of a deleted team", async () => {
    const { admin, context } = await makeAdministered();
    await makeNamed(context, { teams: ["Design"] });
    const { id, team_id: teamId } = await add(admin, { username: "bo", team: "Design" });
    const params = { id: teamId ?? 0 };
    expect((await admin.call(teamRoute.DELETE, { params })).status).toBe(200);
    expect((await admin.call(teamRoute.DELETE, { params })).status).toBe(404);
    expect((await admin.call(memberRoute.GET, { params: { id } })).body).toMatchObject({
      team: null,
    });
  });
});

describe("the organization", () => {
  it("shows its anonymity threshold, which a request raises", async () => {
    const { admin } = await makeAdministered();
    expect((await admin.call(organizationRoute.GET)).body).toMatchObject({
      anonymity_threshold: 5,
      retention_months: 36,
    });
    const body = { anonymity_threshold: 50 };
    expect((await admin.call(organizationRoute.PATCH, { body })).body).toMatchObject(body);
    expect((await admin.call(organizationRoute.GET)).body).toMatchObject(body);
  });

  it("changes settings from now on, with their former values in the audit log", async () => {
    const { context, admin } = await makeAdministered();
    const body = {
      time_zone: "Asia/Tokyo",
      privacy_mode: "pseudonymous",
      employee_leaderboard: true,
      cors_origins: ["https://a.example.org", "https://b.example.org"],
    };
    expect((await admin.call(organizationRoute.PATCH, { body })).body).toMatchObject(body);
    expect((await admin.call(organizationRoute.GET)).body).toMatchObject(body);
    await admin.call(organizationRoute.PATCH, { body });
    const audit = (await auditOf(context)).filter(({ action }) => action === "organization.update");
    expect(audit).toMatchObject([
      {
        detail: {
          time_zone: { from: "Europe/Berlin", to: "Asia/Tokyo" },
          cors_origins: { from: [], to: body.cors_origins },
        },
      },
    ]);
    expect(audit).toHaveLength(1);
  });

  it.each([
    ["time_zone", { time_zone: "+01:00" }],
    ["privacy_mode", { privacy_mode: "secret" }],
    ["name", { name: "" }],
    ["slug", { slug: "other" }],
    ["anonymity_threshold", { anonymity_threshold: 4 }],
    ["anonymity_threshold", { anonymity_threshold: 51 }],
    ["anonymity_threshold", { anonymity_threshold: 5.5 }],
    ["retention_months", { retention_months: 11 }],
    ["retention_months", { retention_months: 121 }],
    ["retention_months", { retention_months: 36.5 }],
    ["retention_months", { retention_months: null }],
    [
      "cors_origins",
      { cors_origins: Array.from({ length: 21 }, (_, at) => `https://a${at}.example`) },
    ],
    ["cors_origins.0", { cors_origins: ["*"] }],
    ["cors_origins.1", { cors_origins: ["https://a.example", "https://a.example/path"] }],
  ])("rejects an invalid %s", async (name, body) => {
    const { admin } = await makeAdministered();
    const response = await admin.call(organizationRoute.PATCH, { body });
    expect(response.body).toMatchObject({ status: 400, invalid_params: [{ name }] });
  });
});

describe("administration", () => {
  it("rejects all other roles, with the same response for other organizations' and unknown numbers", async () => {
    const { context, admin, userIds } = await makeAdministered();
    const [userId = 0] = userIds;
    await change(admin, userId, { role: "manager" });
    const reader = await makeCaller(
      context,
      (await createMember(context, { username: "root", role: "admin" })).id,
      ["self:read", "team:read"],
    );
    const stranger = await makeAdministered();
    await makeNamed(stranger.context, { teams: ["Design"] });
    const foreign = await add(stranger.admin, { username: "bo", team: "Design" });
    const skill = await stranger.admin.call(skillsRoute.POST, { body: { name: "Figma" } });
    const callAllRoutes = (by: Caller, id: number, teamId: number, skillId: number) =>
      Promise.all([
        by.call(memberRoute.GET, { params: { id } }),
        by.call(memberRoute.PATCH, { params: { id }, body: { role: "admin" } }),
        by.call(memberRoute.DELETE, { params: { id } }),
        by.call(teamRoute.PATCH, { params: { id: teamId }, body: { name: "x" } }),
        by.call(teamRoute.DELETE, { params: { id: teamId } }),
        by.call(skillRoute.PATCH, { params: { id: skillId }, body: { name: "x" } }),
      ]);
    const absent = await callAllRoutes(admin, 999_999_999, 999_999_999, 999_999_999);
    expect(absent.map(({ status }) => status)).toEqual(absent.map(() => 404));
    expect(
      await callAllRoutes(admin, foreign.id, foreign.team_id ?? 0, Number(skill.body.id)),
    ).toEqual(absent);
    for (const by of [await makeCaller(context, userId), reader]) {
      const rejected = await callAllRoutes(by, userId, 1, 1);
      expect(rejected.map(({ status }) => status)).toEqual(rejected.map(() => 403));
      for (const list of [membersRoute, teamsRoute, skillsRoute, organizationRoute]) {
        expect((await by.call(list.GET)).status).toBe(403);
      }
    }
  });
});
