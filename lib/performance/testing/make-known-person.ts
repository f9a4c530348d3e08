import { createInvitation } from "@/lib/auth/password/create-invitation";
import { createShareLink } from "@/lib/auth/share-links/create-share-link";
import {
  countSignInAttempts,
  getNameAttemptKey,
  SIGN_IN_ATTEMPTS,
} from "@/lib/auth/sign-in/sign-in-limit";
import { createToken } from "@/lib/auth/tokens/create-token";
import type { PersonContext } from "@/lib/context";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { recordAccess } from "@/lib/performance/access/record-access";
import { decideContest } from "@/lib/performance/contests/decide-contest";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import { importAssignments } from "@/lib/performance/imports/import-assignments";
import { createMember } from "@/lib/performance/members/create-member";
import { updateMember } from "@/lib/performance/members/update-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeSession, makeShareLink, type World } from "@/lib/performance/testing/make-api-world";
import { makeConnection } from "@/lib/performance/testing/make-connection";

export type KnownPerson = {
  readonly userId: number;
  readonly assignmentId: number;
  readonly signInNames: readonly string[];
};

/** A member of the first team with data of every kind: the word is in each of their texts. */
export async function makeKnownPerson(world: World, word: string): Promise<KnownPerson> {
  const { context, organizationId } = world;
  const { database, now } = context;
  const username = `${word}.grace`;
  const email = `${word}@home.example`;
  const { id: userId } = await createMember(context, {
    username,
    email,
    displayName: `Grace ${word}`,
    role: "employee",
    passwordHash: `${word} hash`,
  });
  const teamId = world.teamIds.first;
  await database.user.updateMany({
    where: { organizationId, id: userId },
    data: { teamId, alias: `${word}-alias` },
  });
  const weaving = { organizationId, name: "Weaving" };
  await database.skill.createMany({ data: [weaving], skipDuplicates: true });
  await updateMember(context, {
    userId,
    amendment: { display_name: `Grace ${word} Hopper`, skills: [{ name: "Weaving", level: 7 }] },
  });
  await importWork(world, word);
  const colleague = { type: "member", id: world.members.colleague.userId } as const;
  await recordAccess(actAs(context, { userId, teamId, role: "manager" }), colleague, "summary");
  await makeSession(world, userId);
  await database.session.updateMany({
    where: { organizationId, userId },
    data: { userAgent: `${word} browser` },
  });
  await createToken(context, { userId, name: `${word} laptop`, scopes: null, days: 1 });
  await makeShareLink(world, userId, { name: `${word} homepage` });
  await createInvitation(context, { userId });
  const asPerson = actAs(context, { userId, teamId });
  await createShareLink(asPerson, { name: `${word} homepage`, shares: "widget", days: 1 });
  await contest(asPerson, world.members.admin.userId, word);
  const signInNames = [email, `${context.organization.slug}/${username}`];
  await countSignInAttempts(
    database,
    signInNames.map((name) => ({ key: getNameAttemptKey(name), limit: SIGN_IN_ATTEMPTS })),
    now,
  );
  await deliverWork(world, word);
  const [work] = await database.assignment.findMany({ where: { organizationId, userId } });
  // The planner's statistics keep sample values of columns.
  await database.$executeRaw`ANALYZE`;
  return { userId, assignmentId: Number(work?.id ?? 0), signInNames };
}

/** A delivery that is rejected because the other system's name of the person is not known, which it then skips. */
async function deliverWork({ context, organizationId }: World, word: string): Promise<void> {
  const { database, now } = context;
  const { id: connectionId } = await makeConnection(context, "webhook");
  const person = { organizationId, connectionId, firstSeenAt: now, lastSeenAt: now };
  await database.webhookDelivery.create({
    data: {
      ...{ organizationId, connectionId, deliveryId: "delivery", receivedAt: now },
      ...{ status: "rejected", rejectedItems: 1, body: JSON.stringify({ assignee: word }) },
      rejections: [{ external_id: `${word}-1`, errors: [] }],
    },
  });
  await database.connectionPerson.createMany({
    data: [
      { ...person, name: `${word}-login`, shown: `${word}-login` },
      { ...person, name: `grace ${word}`, shown: `Grace ${word}`, isSkipped: true },
    ],
  });
}

/** One decided contest and one open contest. */
async function contest(asPerson: PersonContext, adminId: number, word: string): Promise<void> {
  const { database, organizationId, actor } = asPerson;
  const entries = await database.performanceLog.findMany({
    where: { organizationId, userId: actor.userId, assignmentId: { not: null } },
    orderBy: { id: "asc" },
  });
  for (const [index, { id: entryId }] of entries.entries()) {
    const { id } = await raiseContest(asPerson, { entryId, reason: `${word} was ill` });
    if (index > 0) continue;
    const asAdmin = actAs(asPerson, { userId: adminId, role: "admin" });
    const decision = { decision: "rejected", reason: `${word} was not` } as const;
    await decideContest(asAdmin, { id: BigInt(id), decision });
  }
}

/** Imports completed, late and open assignments with some rejected rows, which the import keeps for its readers. */
async function importWork({ context, members }: World, word: string): Promise<void> {
  const toRow = (id: string, fields: Record<string, string>) => ({
    external_id: `${word}-${id}`,
    title: `Visit ${word} (${id})`,
    project: `${word} project`,
    assignee: `${word}.grace`,
    assigned_at: "2026-03-02",
    due_at: "2026-03-09",
    ...fields,
  });
  const rows = [
    toRow("1", { completed_at: "2026-03-05", difficulty: "8", required_skills: "Weaving:5" }),
    toRow("2", { completed_at: "2026-03-20", difficulty: "2", skill_match: "0.5" }),
    toRow("3", { completed_at: "", difficulty: "5" }),
    toRow("4", { completed_at: "2026-03-05", difficulty: "11" }),
    toRow("7", { assignee: `${word}.grace/typo`, completed_at: "2026-03-05" }),
    {
      external_id: "of-a-colleague",
      title: `Help ${word}.grace with it`,
      assignee: members.colleague.username,
      completed_at: "never",
    },
    toRow("6", { assignee: `${word}@home.example`, completed_at: "2026-02-01" }),
  ];
  const { timeZone } = context.organization;
  await importAssignments(context, {
    rows: readAssignments(toLines(rows), { timeZone, now: context.now }),
    format: "ndjson",
    createMembers: false,
    dryRun: false,
  });
}

async function* toLines(rows: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const toRow of rows) yield Buffer.from(`${JSON.stringify(toRow)}\n`);
}
