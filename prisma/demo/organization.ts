import { hashPassword } from "@/lib/auth/password/password";
import type { DemoAccount } from "@/lib/auth/sign-in/demo-accounts";
import { type Context, createSystemContext, type PublicContext } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { createMember } from "@/lib/performance/members/create-member";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { findMemberId } from "@/lib/performance/members/queries/members";
import { findOrganizationBySlug } from "@/lib/performance/members/queries/organizations";
import { getOrInsertSkills } from "@/lib/performance/members/queries/skills";
import { toEmail } from "./accounts";
import { type Person, people, skillsByTeam, type TeamName } from "./people";

const DAY = 86_400_000;

export const demoOrganization = {
  slug: "demo",
  name: "Northwind Studio",
  timeZone: "Europe/Berlin",
} as const;

/** Creates the organization, its members and their skills, as far as they are missing. */
export async function prepareOrganization(
  base: PublicContext,
  accounts: readonly DemoAccount[],
): Promise<Context> {
  const start = { ...base, now: new Date(base.now.getTime() - 366 * DAY) };
  const organization =
    (await findOrganizationBySlug(base.database, demoOrganization.slug, base.now)) ??
    (await createOrganization(start, demoOrganization));
  const context = createSystemContext(base, organization);
  for (const person of people) {
    const now = new Date(base.now.getTime() - person.sinceDays * DAY);
    const password = accounts.find(({ username }) => username === person.username)?.password;
    await addPerson({ ...context, now }, person, password ?? null);
  }
  return context;
}

async function addPerson(
  context: Context,
  { username, displayName, role, team, ability }: Person,
  password: string | null,
): Promise<void> {
  const { database, organizationId } = context;
  const found = await findMemberId(database, organizationId, username);
  const userId =
    found ??
    (
      await createMember(context, {
        username,
        displayName,
        email: toEmail(username),
        role,
        team,
        passwordHash: password === null ? null : await hashPassword(password),
      })
    ).id;
  if (team !== null) await rateSkills(context, userId, team, ability[1]);
}

/** Rates the member around their ability. The last skill of the team stays unrated. */
async function rateSkills(
  { database, organizationId, now }: Context,
  userId: number,
  team: TeamName,
  ability: number,
): Promise<void> {
  const names = skillsByTeam[team].slice(0, -1);
  await withTransaction(database, async (transaction) => {
    const skillIds = await getOrInsertSkills(transaction, organizationId, names);
    await transaction.userSkill.createMany({
      data: names.flatMap((name, index) => {
        const skillId = skillIds.get(name);
        const level = Math.round(Math.min(10, Math.max(1, ability + ((userId + index) % 4) - 1.5)));
        return skillId === undefined
          ? []
          : [{ organizationId, userId, skillId, level, updatedAt: now }];
      }),
      skipDuplicates: true,
    });
  });
}
