import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { createMember, createOrganization } from "@/prisma/factories";
import { type CaseOptions, importCase } from "./testing/import-case";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const file = "external_id,title,assignee\nR-1,Renew the certificate,Sam the Lead\n";

describe("who a name in files is", () => {
  async function makeScene() {
    const context = await createOrganization(database);
    const { id } = await createMember(context, { username: "samantha" });
    const importAs = async (options: CaseOptions, text = file) =>
      (await importCase(context, text, { createMembers: false, ...options })).people[0]?.outcome;
    return { context, id, importAs };
  }

  const asSamantha: CaseOptions = { people: { aliases: { "Sam the LEAD": "samantha" } } };

  it("is asked once, and remembered after an import, not after a dry run", async () => {
    const { context, id, importAs } = await makeScene();
    expect(await importAs({})).toBe("unknown");
    expect(await importAs({ ...asSamantha, dryRun: true })).toBe("matched");
    expect(await importAs({})).toBe("unknown");
    expect(await importAs(asSamantha)).toBe("matched");
    expect(await importAs({})).toBe("matched");
    const owned = { organizationId: context.organizationId, userId: id };
    expect(await database.assignment.count({ where: owned })).toBe(1);
  });

  it("can be decided again, and the newest decision counts", async () => {
    const { context, importAs } = await makeScene();
    const { id } = await createMember(context, { username: "sam.new" });
    await importAs(asSamantha);
    await importAs({ people: { aliases: { "Sam the Lead": "sam.new" } } });
    expect(await importAs({}, file.replace("R-1", "R-2"))).toBe("matched");
    const owned = { organizationId: context.organizationId, userId: id };
    expect(await database.assignment.count({ where: owned })).toBe(2);
    const skipped = { people: { skipped: ["Sam the Lead"] } };
    expect(await importAs(skipped)).toBe("skipped");
  });

  it("is asked again in another organization, and where a new member of this name is wanted", async () => {
    const { importAs } = await makeScene();
    await importAs(asSamantha);
    const other = await makeScene();
    expect(await other.importAs({})).toBe("unknown");
    const asNew = { people: { newPeople: ["Sam the Lead"] }, createMembers: true };
    expect(await importAs(asNew)).toBe("created");
  });

  it("is forgotten when the person is erased", async () => {
    const { context, id, importAs } = await makeScene();
    await importAs(asSamantha);
    await forget(context, id);
    expect(await importAs({})).toBe("unknown");
    const { organizationId } = context;
    expect(await database.knownName.count({ where: { organizationId } })).toBe(0);
  });
});

async function forget(context: Context, userId: number): Promise<void> {
  await deactivateMember(context, { userId });
  await eraseMember(context, { userId });
}
