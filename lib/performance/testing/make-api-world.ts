import { hashSecret } from "@/lib/auth/secret-hash";
import { createServiceAccount } from "@/lib/auth/service-accounts/create-service-account";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import { createToken } from "@/lib/auth/tokens/create-token";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import {
  type Context,
  createSystemContext,
  type PrivacyMode,
  type Role,
  type SharedKind,
  type TokenScope,
} from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { createMember } from "@/lib/performance/members/create-member";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { makeFinishedImport, makeSavedMapping, makeWaitingImport } from "./make-import";

type TeamKey = "first" | "second" | null;

/** The members of a test organization: enough in each part that its figures may be shown. */
const MEMBER_PLACES = {
  employee: { role: "employee", team: "first" },
  colleague: { role: "employee", team: "first" },
  leadOfTeam: { role: "team_lead", team: "first" },
  first1: { role: "employee", team: "first" },
  first2: { role: "employee", team: "first" },
  first3: { role: "employee", team: "first" },
  otherTeam: { role: "employee", team: "second" },
  second1: { role: "employee", team: "second" },
  second2: { role: "employee", team: "second" },
  second3: { role: "employee", team: "second" },
  second4: { role: "employee", team: "second" },
  second5: { role: "employee", team: "second" },
  leadOfAll: { role: "team_lead", team: null },
  leadWithout: { role: "team_lead", team: null },
  manager: { role: "manager", team: null },
  auditor: { role: "auditor", team: null },
  admin: { role: "admin", team: null },
  teamless: { role: "employee", team: null },
  deactivated: { role: "employee", team: "first" },
} as const satisfies Record<string, { role: Role; team: TeamKey }>;

export type MemberKey = keyof typeof MEMBER_PLACES;
export const memberKeys = Object.keys(MEMBER_PLACES).filter(
  (key): key is MemberKey => key in MEMBER_PLACES,
);

export type WorldMember = {
  readonly key: MemberKey;
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: Role;
  readonly place: TeamKey;
  /** One of their completed assignments. */
  readonly assignmentId: number;
  /** The first recorded change of the assignment. */
  readonly changeId: number;
  /** The ledger entry of that assignment. */
  readonly entryId: number;
};

export type World = {
  readonly context: Context;
  readonly organizationId: number;
  readonly members: Readonly<Record<MemberKey, WorldMember>>;
  readonly teamIds: { readonly first: number; readonly second: number };
};

/** An organization with two teams, every role, and assignments of every member; `word` is in every name and title. */
export async function makeWorld(database: Database, word: string): Promise<World> {
  const base = { database, now: frozenNow, requestId: "test" };
  const unique = `${word}-${makeUniqueName()}`;
  const settings = await createOrganization(base, {
    slug: unique.toLowerCase(),
    name: `${unique} Limited`,
    timeZone: "Europe/Berlin",
  });
  await database.organization.update({
    where: { id: settings.id },
    data: { employeeLeaderboard: true, noticeDays: 0 },
  });
  const context = createSystemContext(base, settings);
  const made = await makeMembers(context, unique);
  const skill = await database.skill.create({
    data: { organizationId: settings.id, name: `${unique} skill` },
  });
  await recordAssignmentsFor(
    context,
    made.flatMap(({ userId, key }) => toAssignment(context, userId, `${unique} ${key}`, skill.id)),
  );
  await makeExceptions(database, settings.id, made);
  const assignments = await database.assignment.findMany({
    where: { organizationId: settings.id, status: "completed" },
    orderBy: { id: "asc" },
  });
  const facts = await database.performanceFact.findMany({
    where: { organizationId: settings.id, assignmentId: { in: assignments.map(({ id }) => id) } },
  });
  const changes = await database.assignmentChange.findMany({
    where: { organizationId: settings.id, event: "created" },
  });
  const getChange = (assignmentId: bigint) =>
    changes.find((change) => change.assignmentId === assignmentId)?.id ?? 0n;
  const getAssignment = (userId: number) =>
    assignments.find((assignment) => assignment.userId === userId)?.id ?? 0n;
  const getEntry = (assignmentId: bigint) =>
    facts.find((fact) => fact.assignmentId === assignmentId)?.entryId ?? 0n;
  const getTeam = (place: TeamKey) => made.find((member) => member.place === place)?.teamId ?? 0;
  return {
    context,
    organizationId: settings.id,
    members: toRecord(
      made.map((member) => ({
        ...member,
        assignmentId: Number(getAssignment(member.userId)),
        changeId: Number(getChange(getAssignment(member.userId))),
        entryId: Number(getEntry(getAssignment(member.userId))),
      })),
    ),
    teamIds: { first: getTeam("first"), second: getTeam("second") },
  };
}

async function makeMembers(context: Context, unique: string) {
  const made: (Omit<WorldMember, "assignmentId" | "changeId" | "entryId"> & {
    readonly teamId: number | null;
  })[] = [];
  for (const key of memberKeys) {
    const { role, team } = MEMBER_PLACES[key];
    const username = `${unique}-${key}`.toLowerCase();
    const names = { username, displayName: `${unique} ${key}`, email: `${username}@example.org` };
    const { id, teamId } = await createMember(context, {
      ...names,
      role,
      team: team === null ? null : `${unique} ${team}`,
    });
    made.push({ key, ...names, userId: id, role, place: team, teamId });
  }
  return made;
}

function toAssignment(context: Context, userId: number, word: string, skillId: number) {
  const texts = { title: `${word} task`, project: `${word} project` };
  const requiredSkills = [{ skillId, level: 5 }];
  const done = createCompletions(context, userId, 6, texts).map((work) => ({
    ...work,
    externalId: `${word}-${work.externalId}`,
    requiredSkills,
  }));
  const dueAt = new Date(context.now.getTime() - 3_600_000);
  return [...done, { externalId: `${word}-open-${userId}`, userId, ...texts, dueAt }];
}

/** Makes what no service creates: a lead who lost their team, and a deactivated member. */
async function makeExceptions(
  database: Database,
  organizationId: number,
  made: readonly { readonly key: MemberKey; readonly userId: number }[],
): Promise<void> {
  const getId = (key: MemberKey) => made.find((member) => member.key === key)?.userId ?? 0;
  await database.user.update({
    where: { organizationId_id: { organizationId, id: getId("leadWithout") } },
    data: { leadScope: "team" },
  });
  const deactivated = { organizationId, userId: getId("deactivated") };
  await database.user.update({
    where: { organizationId_id: { organizationId, id: deactivated.userId } },
    data: { deactivatedAt: frozenNow },
  });
  await database.userPerformance.updateMany({ where: deactivated, data: { isActive: false } });
}

/** Every key is looked up above, so none is missing, which TypeScript cannot see through `fromEntries`. */
function toRecord(members: readonly WorldMember[]): Record<MemberKey, WorldMember> {
  const findMember = (key: MemberKey) => {
    const member = members.find((candidate) => candidate.key === key);
    if (member === undefined) throw new Error(`No member was created for ${key}.`);
    return [key, member] as const;
  };
  return Object.fromEntries(memberKeys.map(findMember)) as Record<MemberKey, WorldMember>;
}

export async function setPrivacyMode(world: World, privacyMode: PrivacyMode): Promise<void> {
  await world.context.database.organization.update({
    where: { id: world.organizationId },
    data: { privacyMode },
  });
}

/** A session as signing in creates it, without the cost of a password. */
export async function makeSession(
  { context }: Pick<World, "context">,
  userId: number,
): Promise<string> {
  const secret = generateSessionSecret();
  const { database, now, organizationId } = context;
  await database.session.create({
    data: {
      organizationId,
      userId,
      secretHash: hashSecret(secret),
      createdAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  });
  return secret;
}

/** A service account with these scopes, and its token. */
export function makeServiceAccount(
  { context }: Pick<World, "context">,
  name: string,
  scopes: readonly TokenScope[],
) {
  return createServiceAccount(context, { name, scopes: [...scopes], days: 1 });
}

/** A token; `state` ends it. */
export async function makeToken(
  world: World,
  userId: number,
  options: {
    readonly scopes?: readonly TokenScope[];
    readonly state?: "valid" | "revoked" | "expired";
  } = {},
): Promise<string> {
  const { scopes = null, state = "valid" } = options;
  const { database, organizationId, now } = world.context;
  const { token, id } = await createToken(world.context, {
    userId,
    name: "matrix",
    scopes,
    days: 1,
  });
  const before = new Date(now.getTime() - 1000);
  const earlier = new Date(now.getTime() - 86_400_000);
  const ended = {
    revoked: { revokedAt: now },
    expired: { createdAt: earlier, expiresAt: before },
    valid: null,
  };
  const data = ended[state];
  if (data !== null) {
    await database.apiToken.update({
      where: { organizationId_id: { organizationId, id } },
      data,
    });
  }
  return token;
}

/**
 * A share link as its owner creates it in their browser;
 * @returns its secret.
 */
export async function makeShareLink(
  { context }: World,
  userId: number,
  { shares = "widget", name = "matrix" }: { shares?: SharedKind; name?: string } = {},
): Promise<string> {
  const { database, now, organizationId } = context;
  const secret = generateToken(shareSecretPrefix);
  await database.shareLink.create({
    data: {
      organizationId,
      userId,
      shares,
      name,
      secretHash: hashSecret(secret),
      createdAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  });
  return secret;
}

/** A badge that the member has, whatever their figures. */
export async function makeBadge({ context }: World, userId: number, name: string): Promise<void> {
  const { database, now, organizationId } = context;
  await database.performanceBadge.create({
    data: {
      organizationId,
      userId,
      badgeName: name,
      badgeDescription: name,
      badgeIcon: "",
      criteria: name,
      criteriaValue: 1,
      earnedAt: now,
    },
  });
}

/** Kinds of records that a request can delete; each such test makes a record of its own. */
export type DeletableKind =
  | "member"
  | "team"
  | "assignment"
  | "token"
  | "serviceAccount"
  | "session"
  | "shareLink"
  | "entry"
  | "contest"
  | "decision"
  | "contestedDecision"
  | "proposal"
  | "import"
  | "finishedImport"
  | "importMapping";

let made = 0;

/**
 * A record of this kind that nothing else in a test depends on.
 * @returns its id.
 */
export async function makeDeletable(
  world: World,
  kind: DeletableKind,
  userId: number,
): Promise<number> {
  const { context, organizationId } = world;
  const { database } = context;
  made += 1;
  const unique = `deletable-${made}-${organizationId}`;
  switch (kind) {
    case "member":
      return (await createMember(context, { username: unique, role: "employee" })).id;
    case "team":
      return (await database.team.create({ data: { organizationId, name: unique } })).id;
    case "assignment": {
      await recordAssignmentsFor(context, [{ externalId: unique, userId, title: unique }]);
      const where = { organizationId_externalId: { organizationId, externalId: unique } };
      return Number((await database.assignment.findUniqueOrThrow({ where })).id);
    }
    case "entry": {
      const [work] = createCompletions(context, userId, 1, { externalId: unique, title: unique });
      const { entries } = await recordAssignmentsFor(context, work === undefined ? [] : [work]);
      return Number(entries[0]?.id ?? 0);
    }
    case "contest":
      return await makeContest(world, userId);
    case "decision":
      return await makeDecision(world, userId);
    case "contestedDecision":
      return await makeDecision(world, userId, {
        contestReason: "It was not me",
        contestedAt: context.now,
      });
    case "proposal":
      return await makeProposal(world);
    case "import":
      return await makeWaitingImport(context, { createdBy: world.members.admin.userId });
    case "finishedImport":
      return await makeFinishedImport(context, { createdBy: world.members.admin.userId });
    case "importMapping":
      return await makeSavedMapping(context, unique);
    case "token":
      await makeToken(world, userId);
      return (await database.apiToken.findFirstOrThrow(findNewest(organizationId, userId))).id;
    case "serviceAccount":
      return (await makeServiceAccount(world, unique, ["tokens:write"])).id;
    case "session":
      await makeSession(world, userId);
      return (await database.session.findFirstOrThrow(findNewest(organizationId, userId))).id;
    case "shareLink":
      await makeShareLink(world, userId);
      return (await database.shareLink.findFirstOrThrow(findNewest(organizationId, userId))).id;
  }
}

/**
 * A job of this organization that used up its attempts.
 * @returns its id.
 */
export async function makeFailedJob({ context, organizationId }: World): Promise<string> {
  const payload = { organization_id: organizationId };
  const [id = ""] = await withTransaction(context.database, (transaction) =>
    enqueueJobs(transaction, [{ name: "organization.retention", payload }]),
  );
  await context.database.$executeRaw`
    UPDATE pts_jobs.job SET state = 'failed', retry_count = retry_limit, completed_on = now(),
      output = '{"reason": "database"}'
    WHERE id = ${id}::uuid`;
  return id;
}

/** An open contest of an entry of its own. */
async function makeContest(world: World, userId: number): Promise<number> {
  const { context, organizationId } = world;
  const entryId = BigInt(await makeDeletable(world, "entry", userId));
  const { id } = await context.database.contest.create({
    data: { organizationId, userId, entryId, reason: "The date is wrong", raisedAt: context.now },
  });
  return Number(id);
}

/** A decision about a member by one who has left. */
async function makeDecision(
  { context, organizationId, members }: World,
  userId: number,
  contest: { readonly contestReason?: string; readonly contestedAt?: Date } = {},
): Promise<number> {
  const { deactivated, admin } = members;
  const decidedBy = userId === deactivated.userId ? admin.userId : deactivated.userId;
  const given = { kind: "pay", grounds: "Long overdue", recordedAt: context.now } as const;
  const { id } = await context.database.decision.create({
    data: { organizationId, userId, decidedBy, ...given, ...contest },
  });
  return Number(id);
}

/** An open proposal to end the only auditor, which the auditor and the administrator may approve. */
async function makeProposal({ context, organizationId, members }: World): Promise<number> {
  const { id } = await context.database.settingProposal.create({
    data: {
      organizationId,
      setting: "last_auditor",
      fromValue: String(members.auditor.userId),
      toValue: "none",
      proposedBy: members.manager.userId,
      proposedAt: new Date(context.now.getTime() + 1),
    },
  });
  return id;
}

function findNewest(organizationId: number, userId: number) {
  return { where: { organizationId, userId }, orderBy: { id: "desc" as const } };
}

export async function findSkillId({ context, organizationId }: World): Promise<number> {
  const skill = await context.database.skill.findFirstOrThrow({ where: { organizationId } });
  return skill.id;
}
