import { afterAll, describe, expect, it } from "vitest";
import { findSessionCredential, findTokenCredential } from "@/lib/auth/find-credential";
import { createInvitation } from "@/lib/auth/password/create-invitation";
import { hashSecret } from "@/lib/auth/secret-hash";
import { endCredentialsOfMember } from "@/lib/auth/sessions/end-sessions";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { type CreatedTestMember, makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { revokeToken } from "@/lib/auth/tokens/revoke-token";
import type { Context } from "@/lib/context";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { hasPermission } from "@/lib/performance/access/permissions";
import { setDeactivatedAt } from "@/lib/performance/members/queries/member-records";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = getDatabase();
const plain = { name: "ci", scopes: null, days: 30 };

async function personContext(
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

describe("a token", () => {
  it("is its owner's, with the scopes of their role, and only its hash is kept", async () => {
    const member = await makeMember(database, { role: "team_lead" });
    const created = await createToken(makeSystemContext(database, member), {
      ...plain,
      userId: member.userId,
    });
    expect(created.scopes).toEqual(["self:read", "team:read", "assignments:write"].toSorted(order));
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

  it("is unknown once it is revoked, has expired, or its owner is deactivated", async () => {
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

  it("notes its last use to the minute", async () => {
    const member = await makeMember(database);
    const { id, token } = await createToken(makeSystemContext(database, member), {
      ...plain,
      userId: member.userId,
    });
    const lastUse = async () =>
      (await database.apiToken.findFirstOrThrow({ where: { id } })).lastUsedAt?.toISOString();
    const day = new Date(frozenNow.getTime() + 86_400_000).toISOString().slice(0, 10);
    await findTokenCredential(database, token, new Date(`${day}T10:00:59.900Z`));
    expect(await lastUse()).toBe(`${day}T10:00:00.000Z`);
    await findTokenCredential(database, token, new Date(`${day}T10:01:00.000Z`));
    expect(await lastUse()).toBe(`${day}T10:01:00.000Z`);
    await findTokenCredential(database, token, new Date(`${day}T10:00:30.000Z`));
    expect(await lastUse()).toBe(`${day}T10:01:00.000Z`);
  });

  it("never exceeds its owner's role, even when that shrinks later", async () => {
    const member = await makeMember(database, { role: "manager" });
    const context = makeSystemContext(database, member);
    await expect(
      createToken(context, { ...plain, userId: member.userId, scopes: ["organization:write"] }),
    ).rejects.toMatchObject({ code: "invalid_request", invalidParams: [{ name: "scopes" }] });
    const { token } = await createToken(context, { ...plain, userId: member.userId });
    await database.user.updateMany({ where: { id: member.userId }, data: { role: "employee" } });
    const found = await findTokenCredential(database, token, frozenNow);
    expect(found?.actor.scopes).toContain("team:read");
    expect(found && hasPermission(found.actor, "view_team")).toBe(false);
  });

  it("makes neither a token nor an invitation, whatever its scopes", async () => {
    const member = await makeMember(database, { role: "admin" });
    const { userId } = member;
    const context = await personContext(member, null);
    const forbidden = { code: "forbidden" };
    await expect(createToken(context, { ...plain, userId })).rejects.toMatchObject(forbidden);
    await expect(createInvitation(context, { userId })).rejects.toMatchObject(forbidden);
    expect(await database.apiToken.count({ where: { userId } })).toBe(1);
    expect(await database.invitation.count({ where: { userId } })).toBe(0);
  });

  it("is not made in a browser for somebody else", async () => {
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

  it("is not made while its owner is being deactivated", async () => {
    const member = await makeMember(database);
    const { organizationId, userId } = member;
    const system = makeSystemContext(database, member);
    const answer = await withTransaction(database, async (transaction) => {
      await setDeactivatedAt(transaction, organizationId, userId, frozenNow);
      const made = createToken(system, { ...plain, userId }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await endCredentialsOfMember(transaction, member, frozenNow);
      return { made };
    });
    expect(await answer.made).toMatchObject({ code: "not_found" });
    expect(await database.apiToken.count({ where: { userId, revokedAt: null } })).toBe(0);
  });

  it("is not revoked by a colleague or from another organization", async () => {
    const member = await makeMember(database);
    const colleague = await makeMember(database, { organizationId: member.organizationId });
    const stranger = await makeMember(database);
    const created = await createToken(makeSystemContext(database, member), {
      ...plain,
      userId: member.userId,
    });
    for (const context of [
      await personContext(colleague, null),
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
  ])("is not made of $name for $days days", async (terms) => {
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

const declared = ["self:read", "assignments:write", "team:read"];
function order(left: string, right: string): number {
  return declared.indexOf(left) - declared.indexOf(right);
}
