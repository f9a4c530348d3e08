import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createOrganization, createMember as makeMember } from "@/prisma/factories";
import { createMember } from "./create-member";
import { createOrganization as createOrganizationService } from "./create-organization";

let database: Database;
let context: Context;

beforeAll(async () => {
  database = await connectDatabase();
  context = await createOrganization(database);
});

describe("creating an organization", () => {
  it("creates an organization with the published weights, and rejects a slug that is taken", async () => {
    const { organizationId, organization } = context;
    expect(await database.scoringPolicy.findMany({ where: { organizationId } })).toMatchObject([
      { version: 1, weightOnTime: 5000, weightSkill: 3000, weightDifficulty: 2000 },
    ]);
    const { slug, timeZone } = organization;
    await expect(
      createOrganizationService(context, { slug, name: "Again", timeZone }),
    ).rejects.toThrow(`An organization “${slug}” already exists.`);
  });

  it("names every invalid field of an organization", async () => {
    await expect(
      createOrganizationService(context, { slug: "No!", name: " ", timeZone: "+01:00" }),
    ).rejects.toThrow(/slug must.*name must.*time_zone must/);
  });
});

describe("creating a member", () => {
  it("gives a lead without a team the whole organization, and a lead with a team that team", async () => {
    const lead = await makeMember(context, { role: "team_lead" });
    expect(lead).toMatchObject({ leadScope: "organization", teamId: null });
    const first = await makeMember(context, { role: "team_lead", team: "Design" });
    const second = await makeMember(context, { team: "Design" });
    expect(first).toMatchObject({ leadScope: "team" });
    expect(second.teamId).toBe(first.teamId);
  });

  it("creates a member without a score", async () => {
    const { id: userId } = await makeMember(context);
    const { organizationId } = context;
    expect(await database.userPerformance.findMany({ where: { organizationId, userId } })).toEqual([
      expect.objectContaining({ tasks: 0n, score: null, provisional: true, policyVersion: 1 }),
    ]);
  });

  it("rejects a username that is taken in any case, and an email address that is taken anywhere", async () => {
    const username = makeUniqueName();
    const email = `${username}@example.org`;
    await makeMember(context, { username, email: email.toUpperCase() });
    await expect(makeMember(context, { username: username.toUpperCase() })).rejects.toThrow(
      /^A member “.*” already exists\.$/,
    );
    const other = await createOrganization(database);
    await expect(makeMember(other, { email })).rejects.toThrow("belongs to another member");
    expect(await makeMember(other, { username })).toMatchObject({ username });
  });

  it("names every invalid field of a member, and requires the permission to manage", async () => {
    await expect(
      createMember(context, { username: "a b", email: "no-address", role: "employee", team: "" }),
    ).rejects.toThrow(/username must.*email must.*team must/);
    const { organizationId } = context;
    const person = { userId: 1, username: "x", displayName: "x", teamId: null };
    const actor = { ...person, kind: "session", organizationId, role: "manager" } as const;
    const credential = { scopes: null, credentialId: 1 };
    await expect(
      createMember(
        { ...context, actor: { ...actor, ...credential, leadScope: "team" } },
        { username: makeUniqueName(), role: "employee" },
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
