import { afterAll, describe, expect, it } from "vitest";
import { GET } from "@/app/api/me/route";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = getDatabase();

afterAll(closeDatabase);

async function ask(headers: Record<string, string>) {
  const request = new Request("http://localhost:3000/api/me", { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}

describe("GET /api/me", () => {
  it("names the owner of a token, their organization, and what role and scopes allow together", async () => {
    const member = await makeMember(database, { role: "manager" });
    const created = await createToken(makeSystemContext(database, member), {
      ...{ userId: member.userId, name: "Sync", days: 30 },
      scopes: ["self:read", "team:read"],
    });
    const organization = await database.organization.findFirstOrThrow({
      where: { id: member.organizationId },
    });
    const { status, body } = await ask({ authorization: `Bearer ${created.token}` });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: member.userId, team_id: null, team: null, lead_scope: "team" },
      organization: {
        id: organization.id,
        slug: organization.slug,
        time_zone: organization.timeZone,
        privacy_mode: "named",
      },
      role: "manager",
      permissions: ["view_team"],
      credential: {
        ...{ kind: "token", id: created.id, name: "Sync", scopes: ["self:read", "team:read"] },
        expires_at: created.expiresAt.toISOString(),
      },
    });
    expect(JSON.stringify(body)).not.toContain(created.token);
  });

  it("describes the session of a browser without a name or scopes, with all permissions of the role", async () => {
    const member = await makeMember(database, { role: "team_lead" });
    const { secret } = await signIn({ database, now: frozenNow }, { ...member, userAgent: null });
    const { status, body } = await ask({ cookie: `pts-session=${secret}` });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: member.userId },
      role: "team_lead",
      permissions: ["view_team", "write_assignments", "decide_contests"],
      credential: { kind: "session", name: null, scopes: null },
    });
  });

  it("rejects a request without a credential", async () => {
    expect(await ask({})).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });
});
