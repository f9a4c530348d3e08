import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { getMember } from "@/lib/performance/members/get-member";
import type { MemberAmendment } from "@/lib/performance/members/schemas";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { writeInBetween } from "@/lib/performance/testing/write-in-between";
import { addMember } from "./add-member";
import { updateMember } from "./update-member";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function makeDesk() {
  const { context, userIds } = await makeOrganization(database);
  const userId = userIds[0] ?? 0;
  const { organizationId } = context;
  await database.team.createMany({
    data: ["Design", "Build"].map((name) => ({ organizationId, name })),
  });
  await database.skill.create({ data: { organizationId, name: "Figma" } });
  const update = (amendment: MemberAmendment) => updateMember(context, { userId, amendment });
  /** Writes directly, because the service lets no request change an erased member. */
  const rename = () =>
    database.user.updateMany({
      where: { organizationId: context.organizationId },
      data: { displayName: "Renamed" },
    });
  return { context, userId, update, rename, read: () => getMember(context, { userId }) };
}

const amendment: MemberAmendment = {
  display_name: "Ada",
  role: "team_lead",
  team: "Design",
  skills: [{ name: "Figma", level: 3 }],
};
const amended = {
  display_name: "Ada",
  role: "team_lead",
  team: "Design",
  skills: [{ name: "Figma", level: 3 }],
};

describe("the response of a member write while another write commits right after it", () => {
  it("returns what it wrote when a member is added", async () => {
    const { context, rename } = await makeDesk();
    const body = { username: "bo", role: "employee", display_name: "Bo", team: "Build" } as const;
    const added = await writeInBetween(context, (here) => addMember(here, body), rename);
    expect(added).toMatchObject({ username: "bo", display_name: "Bo", team: "Build", skills: [] });
  });

  it("returns what it wrote when a member is updated, and updated again", async () => {
    const { context, userId, update } = await makeDesk();
    const write = () =>
      writeInBetween(
        context,
        (here) => updateMember(here, { userId, amendment }),
        () =>
          update({ display_name: "Renamed", team: null, skills: [{ name: "Figma", level: 9 }] }),
      );
    expect(await write()).toMatchObject(amended);
    await update(amendment);
    expect(await write()).toMatchObject(amended);
  });

  it("returns what it wrote when a member is deactivated, and deactivated again", async () => {
    const { context, userId, update } = await makeDesk();
    const write = () =>
      writeInBetween(
        context,
        (here) => deactivateMember(here, { userId }),
        () => update({ is_active: true }),
      );
    expect(await write()).toMatchObject({ is_active: false });
    await deactivateMember(context, { userId });
    expect(await write()).toMatchObject({ is_active: false });
  });

  it("returns what it wrote when a member is erased, and erased again", async () => {
    const { context, userId, rename } = await makeDesk();
    await deactivateMember(context, { userId });
    const write = () => writeInBetween(context, (here) => eraseMember(here, { userId }), rename);
    expect(await write()).toMatchObject({
      display_name: "Erased person",
      erased_at: expect.any(String),
    });
    expect(await write()).toMatchObject({ display_name: "Renamed" });
  });
});

describe("the member that a write returns", () => {
  it("returns the same member as a read afterwards", async () => {
    const { context, userId, update, read } = await makeDesk();
    for (const write of [
      () => update(amendment),
      () => update({ email: "ada@x.example", lead_scope: "organization" }),
      () => deactivateMember(context, { userId }),
      () => update({ is_active: true, role: "employee" }),
      () => deactivateMember(context, { userId }),
      () => eraseMember(context, { userId }),
    ]) {
      expect(await write()).toEqual(await read());
    }
  });
});
