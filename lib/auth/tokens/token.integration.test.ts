import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { findSessionCredential, findTokenCredential } from "@/lib/auth/find-credential";
import { createInvitation } from "@/lib/auth/password/create-invitation";
import { hashSecret } from "@/lib/auth/secret-hash";
import { endCredentialsOfMember } from "@/lib/auth/sessions/end-sessions";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { type CreatedTestMember, makeMember } from "@/lib/auth/testing/make-member";
import { createToken, MAX_TOKENS } from "@/lib/auth/tokens/create-token";
import { revokeToken } from "@/lib/auth/tokens/revoke-token";
import type { Context, TokenScope } from "@/lib/context";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { hasPermission } from "@/lib/performance/access/permissions";
import { setDeactivatedAt } from "@/lib/performance/members/queries/member-records";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = getDatabase();
const plain = { name: "ci", scopes: null, days: 30 };

async function makePersonContext(
  member: CreatedTestMember,
  scopes: Parameters<typeof createToken>[1]["scopes"],
) {
  const system = makeSystemContext(database, member);
  const { token } = await createToken(system, { ...plain, userId: member.userId, scopes });
  const found = await findTokenCredential(database, token, frozenNow);
  if (found === null) {
    throw new Error("The token was not found.");
  }
  return { ...system, actor: found.actor } satisfies Context;
}

afterAll(closeDatabase);

describe("API tokens", () => {
  it("creates a token with the scopes of its owner's role and stores only its hash", async () => {
    const member = await makeMember(database, { role: "team_lead" });
    const created = await createToken(makeSystemContext(database, member), {
      ...plain,
      userId: member.userId,
    });
    expect(created.scopes).toEqual(
      ["self:read", "team:read", "assignments:write"].toSorted(compareByDeclaration),
    );
    const found = await findTokenCredential(database, created.token, frozenNow);
    expect(found?.actor).toMatchObject({
      kind: "token",
      userId: member.userId,
      credentialId: created.id,
    });
    const row = await database.apiToken.findFirstOrThrow({ where: { id: created.id } });
    expect(row.tokenHash).toBe(hashSecret(created.token));
    const audit = await database.auditLog.findMany({
      where: { organizationId: member.organizationId },
    });
    expect(audit).toMatchObject([{ action: "token.create", subjectId: String(created.id) }]);
    expect(JSON.stringify(row) + audit.map((entry) => JSON.stringify(entry.detail))).not.toContain(
      created.token,
    );
  });

  it("rejects a token after it is revoked or expired, or its owner is deactivated", async () => {
    const member = await makeMember(database);
    const context = makeSystemContext(database, member);
    const [first, second] = [
      await createToken(context, { ...plain, userId: member.userId }),
      await createToken(context, { ...plain, userId: member.userId, days: 1 }),
    ];
    const find = (token: string, now = frozenNow) => findTokenCredential(database, token, now);
    await revokeToken(context, { id: first.id });
    await revokeToken(context, { id: first.id });
    expect(await find(first.token)).toBeNull();
    expect(await find(second.token, new Date(second.expiresAt.getTime() - 1))).not.toBeNull();
    expect(await find(second.token, second.expiresAt)).toBeNull();
    await endCredentialsOfMember(database, member, frozenNow);
    expect(await find(second.token)).toBeNull();
  });

  it("records a token's last use to the minute", async () => {
    const member = await makeMember(database);
    const { id, token } = await createToken(makeSystemContext(database, member), {
      ...plain,
      userId: member.userId,
    });
    const readLastUse = async () =>
      (await database.apiToken.findFirstOrThrow({ where: { id } })).lastUsedAt?.toISOString();
    const day = new Date(frozenNow.getTime() + 86_400_000).toISOString().slice(0, 10);
    await findTokenCredential(database, token, new Date(`${day}T10:00:59.900Z`));
    expect(await readLastUse()).toBe(`${day}T10:00:00.000Z`);
    await findTokenCredential(database, token, new Date(`${day}T10:01:00.000Z`));
    expect(await readLastUse()).toBe(`${day}T10:01:00.000Z`);
    await findTokenCredential(database, token, new Date(`${day}T10:00:30.000Z`));
    expect(await readLastUse()).toBe(`${day}T10:01:00.000Z`);
  });

  it("has at most 50 of a member that are neither revoked nor expired, also where two are created at once", async () => {
    const member = await makeMember(database);
    const context = makeSystemContext(database, member);
    const { organizationId, userId } = member;
    const yesterday = new Date(context.now.getTime() - 86_400_000);
    const row = {
      organizationId,
      userId,
      name: "test",
      scopes: ["self:read"],
      createdAt: yesterday,
    };
    const expiresAt = new Date(context.now.getTime() + 86_400_000);
    await database.apiToken.createMany({
      data: Array.from({ length: MAX_TOKENS + 1 }, (_, index) => ({
        ...row,
        tokenHash: hashSecret(`${organizationId}/${index}`),
        expiresAt: index === 0 ? context.now : expiresAt,
        revokedAt: index === 1 ? context.now : null,
      })),
    });
    const create = () => createToken(context, { ...plain, userId });
    const outcomes = await Promise.allSettled([create(), create()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(create()).rejects.toMatchObject({ code: "conflict" });
  });

  it("limits a token to its owner's role, and to a lower role later", async () => {
    const member = await makeMember(database, { role: "manager" });
    const context = makeSystemContext(database, member);
    await expect(
      createToken(context, {
        ...plain,
        userId: member.userId,
        scopes: ["organization:write"],
      }),
    ).rejects.toMatchObject({ code: "invalid_request", invalidParams: [{ name: "scopes" }] });
    const { token } = await createToken(context, { ...plain, userId: member.userId });
    await database.user.updateMany({ where: { id: member.userId }, data: { role: "employee" } });
    const found = await findTokenCredential(database, token, frozenNow);
    expect(found?.actor.scopes).toContain("team:read");
    expect(found && hasPermission(found.actor, "view_team")).toBe(false);
  });

  it("lets a token create neither a token nor an invitation of its owner", async () => {
    const member = await makeMember(database, { role: "admin" });
    const { userId } = member;
    const context = await makePersonContext(member, null);
    const forbidden = { code: "forbidden" };
    await expect(createToken(context, { ...plain, userId })).rejects.toMatchObject(forbidden);
    await expect(createInvitation(context, { userId })).rejects.toMatchObject(forbidden);
    expect(await database.apiToken.count({ where: { userId } })).toBe(1);
    expect(await database.invitation.count({ where: { userId } })).toBe(0);
  });

  it("keeps what tokens with organization:write could do, by the migration to more scopes", async () => {
    const member = await makeMember(database, { role: "admin" });
    const { organizationId, userId } = member;
    const make = async (scopes: readonly TokenScope[]) =>
      (await createToken(makeSystemContext(database, member), { ...plain, userId, scopes })).id;
    const ids = {
      all: await make(["self:read", "organization:write"]),
      some: await make(["members:write", "organization:write"]),
      none: await make(["self:read", "logs:read"]),
    };
    const folder = "prisma/migrations/20261201020000_token_scopes";
    await database.$executeRawUnsafe(readFileSync(`${folder}/migration.sql`, "utf8"));
    const read = async (id: number) =>
      (await database.apiToken.findFirstOrThrow({ where: { organizationId, id } })).scopes;
    const widened = ["organization:write", "organization:read", "members:write", "tokens:write"];
    expect((await read(ids.all)).toSorted()).toEqual(["self:read", ...widened].toSorted());
    expect((await read(ids.some)).toSorted()).toEqual(widened.toSorted());
    expect(await read(ids.none)).toEqual(["self:read", "logs:read"]);
  });

  it("lets an administrator's browser create no token for another member", async () => {
    const member = await makeMember(database, { role: "admin" });
    const other = await makeMember(database, { organizationId: member.organizationId });
    const { secret } = await signIn({ database, now: frozenNow }, { ...member, userAgent: null });
    const found = await findSessionCredential(database, secret, frozenNow);
    if (found === null) {
      throw new Error("The session was not found.");
    }
    const context = { ...makeSystemContext(database, member), actor: found.actor };
    await expect(createToken(context, { ...plain, userId: other.userId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const own = await createToken(context, { ...plain, userId: member.userId });
    expect(own.scopes).toContain("organization:write");
  });

  it("creates no token while its owner is being deactivated", async () => {
    const member = await makeMember(database);
    const { organizationId, userId } = member;
    const system = makeSystemContext(database, member);
    const result = await withTransaction(database, async (transaction) => {
      await setDeactivatedAt(transaction, organizationId, userId, frozenNow);
      const creation = createToken(system, { ...plain, userId }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await endCredentialsOfMember(transaction, member, frozenNow);
      return { creation };
    });
    expect(await result.creation).toMatchObject({ code: "not_found" });
    expect(await database.apiToken.count({ where: { userId, revokedAt: null } })).toBe(0);
  });

  it("lets neither a colleague nor another organization revoke a token", async () => {
    const member = await makeMember(database);
    const colleague = await makeMember(database, { organizationId: member.organizationId });
    const stranger = await makeMember(database);
    const created = await createToken(makeSystemContext(database, member), {
      ...plain,
      userId: member.userId,
    });
    for (const context of [
      await makePersonContext(colleague, null),
      makeSystemContext(database, stranger),
    ]) {
      await expect(revokeToken(context, { id: created.id })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect(await findTokenCredential(database, created.token, frozenNow)).not.toBeNull();
  });

  it.each([
    { name: "", days: 30 },
    { name: "x".repeat(101), days: 30 },
    { name: "a\u0000b", days: 30 },
    { name: "ci", days: 0 },
    { name: "ci", days: 366 },
    { name: "ci", days: 1.5 },
    { name: "ci", days: Number.NaN },
  ])("rejects a token named $name for $days days", async (terms) => {
    const member = await makeMember(database);
    await expect(
      createToken(makeSystemContext(database, member), {
        ...plain,
        ...terms,
        userId: member.userId,
      }),
    ).rejects.toMatchObject({ code: "invalid_request" });
  });
});

const declaredOrder = ["self:read", "assignments:write", "team:read"];
function compareByDeclaration(left: string, right: string): number {
  return declaredOrder.indexOf(left) - declaredOrder.indexOf(right);
}
