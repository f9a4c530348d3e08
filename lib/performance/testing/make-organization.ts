import { type Context, createSystemContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { createMember } from "@/lib/performance/members/create-member";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";

export type CreatedTestOrganization = {
  readonly context: Context;
  readonly userIds: readonly number[];
};

/** A new organization with some members, as a system context at this instant. */
export async function makeOrganization(
  database: Database,
  {
    members = 1,
    timeZone = "Europe/Berlin",
    now = frozenNow,
    skills = [],
  }: {
    members?: number;
    timeZone?: string;
    now?: Date;
    /** Names of skills that assignments can require. */
    skills?: readonly string[];
  } = {},
): Promise<CreatedTestOrganization> {
  const base = { database, now, requestId: "test" };
  const slug = `test-${makeUniqueName()}`;
  const organization = await createOrganization(base, { slug, name: "Test", timeZone });
  const context = createSystemContext(base, organization);
  const userIds: number[] = [];
  for (let number = 1; number <= members; number += 1) {
    const member = await createMember(context, { username: `member-${number}`, role: "employee" });
    userIds.push(member.id);
  }
  const { id: organizationId } = organization;
  await database.skill.createMany({ data: skills.map((name) => ({ organizationId, name })) });
  return { context, userIds };
}
