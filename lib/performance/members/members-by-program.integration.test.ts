import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as invitationRoute from "@/app/api/performance/members/[id]/invitation/route";
import * as memberRoute from "@/app/api/performance/members/[id]/route";
import * as membersRoute from "@/app/api/performance/members/route";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { type CreatedTestMember, makeMember } from "@/lib/auth/testing/make-member";
import type { TokenScope } from "@/lib/context";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { type Caller, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";

const database = getDatabase();
let admin: CreatedTestMember;
let members: Caller;

const makeProgram = (...scopes: TokenScope[]) =>
  makeCaller(makeSystemContext(database, admin), admin.userId, scopes);

async function create(caller: Caller, role: string) {
  const body = { username: `made_${makeUniqueName()}`, role };
  return caller.call(membersRoute.POST, { body });
}

async function makeEmployee(): Promise<number> {
  const { status, body } = await create(members, "employee");
  expect(status).toBe(201);
  return Number(body.id);
}

beforeAll(async () => {
  const { organizationId } = (await makeOrganization(database)).context;
  admin = await makeMember(database, { role: "admin", organizationId });
  members = await makeProgram("members:write");
});
afterAll(closeDatabase);

describe("a program with members:write alone", () => {
  it("creates, changes, invites and deactivates an employee", async () => {
    const id = await makeEmployee();
    const params = { id };
    const changed = await members.call(memberRoute.PATCH, { params, body: { role: "manager" } });
    expect(changed).toMatchObject({ status: 200, body: { role: "manager" } });
    const invited = await members.call(invitationRoute.POST, { params, body: {} });
    expect(invited).toMatchObject({ status: 201, body: { user_id: id } });
    const audit = await database.auditLog.findFirstOrThrow({
      where: { organizationId: admin.organizationId, action: "invitation.create" },
    });
    expect(audit).toMatchObject({ actorId: admin.userId, detail: { by_program: true } });
    const ended = await members.call(memberRoute.DELETE, { params });
    expect(ended).toMatchObject({ status: 200, body: { is_active: false } });
  });

  it("neither creates nor makes an administrator or an auditor", async () => {
    const params = { id: await makeEmployee() };
    for (const role of ["admin", "auditor"]) {
      expect(await create(members, role)).toMatchObject({ status: 403 });
      expect(await members.call(memberRoute.PATCH, { params, body: { role } })).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining("organization:write") },
      });
    }
    const found = await database.user.findFirstOrThrow({ where: params });
    expect(found.role).toBe("employee");
  });

  it("neither changes, invites nor deactivates an administrator or an auditor", async () => {
    for (const role of ["admin", "auditor"] as const) {
      const { organizationId } = admin;
      const { userId: id } = await makeMember(database, { role, organizationId });
      const params = { id };
      await database.user.updateMany({ where: { id }, data: { passwordHash: null } });
      const body = { email: `${makeUniqueName()}@example.org` };
      expect((await members.call(memberRoute.PATCH, { params, body })).status).toBe(403);
      expect((await members.call(invitationRoute.POST, { params, body: {} })).status).toBe(403);
      expect((await members.call(memberRoute.DELETE, { params })).status).toBe(403);
    }
  });

  it("neither reads the members nor erases one", async () => {
    const params = { id: await makeEmployee() };
    expect((await members.call(membersRoute.GET)).status).toBe(403);
    expect((await members.call(memberRoute.GET, { params })).status).toBe(403);
    await members.call(memberRoute.DELETE, { params });
    const query = "?erase=true";
    expect((await members.call(memberRoute.DELETE, { params, query })).status).toBe(403);
    const found = await database.user.findFirstOrThrow({ where: params });
    expect(found.erasedAt).toBeNull();
  });
});

describe("a program with organization:read alone", () => {
  it("finds exactly one member by e-mail address or username, in upper or lower case", async () => {
    const reader = await makeProgram("organization:read");
    const name = `exact_${makeUniqueName()}`.toLowerCase();
    for (const username of [name, `${name}_2`]) {
      const body = { username, role: "employee", email: `${username}@example.org` };
      expect((await members.call(membersRoute.POST, { body })).status).toBe(201);
    }
    const find = async (query: string) => {
      const { body } = await reader.call(membersRoute.GET, { query });
      return (body.members as { username: string }[]).map(({ username }) => username);
    };
    expect(await find(`?search=${name}`)).toEqual([name, `${name}_2`]);
    expect(await find(`?username=${name.toUpperCase()}`)).toEqual([name]);
    expect(await find(`?email=${name}@EXAMPLE.org`)).toEqual([name]);
    expect(await find(`?email=${name}`)).toEqual([]);
    expect(await find(`?username=${name}&email=${name}_2@example.org`)).toEqual([]);
  });

  it("reads the members and changes none", async () => {
    const params = { id: await makeEmployee() };
    const reader = await makeProgram("organization:read");
    expect((await reader.call(membersRoute.GET)).status).toBe(200);
    expect((await reader.call(memberRoute.GET, { params })).status).toBe(200);
    const body = { role: "manager" };
    expect((await reader.call(memberRoute.PATCH, { params, body })).status).toBe(403);
    expect((await create(reader, "employee")).status).toBe(403);
  });
});

describe("a program with every scope of an administrator", () => {
  it("replaces no password with an invitation", async () => {
    const { organizationId } = admin;
    const { userId: id } = await makeMember(database, { organizationId });
    const program = await makeProgram("members:write", "organization:write");
    expect(await program.call(invitationRoute.POST, { params: { id }, body: {} })).toMatchObject({
      status: 403,
    });
    expect(await database.invitation.count({ where: { userId: id } })).toBe(0);
  });

  it("makes a member an administrator, unless a program invited that member", async () => {
    const program = await makeProgram("members:write", "organization:write");
    const { organizationId } = admin;
    const person = await makeMember(database, { organizationId });
    const raise = (id: number) =>
      program.call(memberRoute.PATCH, { params: { id }, body: { role: "admin" } });
    expect((await raise(person.userId)).status).toBe(200);
    const id = await makeEmployee();
    await members.call(invitationRoute.POST, { params: { id }, body: {} });
    expect((await raise(id)).status).toBe(403);
    const found = await database.user.findFirstOrThrow({ where: { organizationId, id } });
    expect(found.role).toBe("employee");
  });
});
