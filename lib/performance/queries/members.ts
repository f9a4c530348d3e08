import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

export type NewMember = {
  readonly username: string;
  /** Lower case. */
  readonly email: string | null;
  readonly displayName: string;
  readonly role: "employee" | "team_lead" | "manager" | "admin";
  readonly leadScope: "team" | "organization";
  readonly teamId: number | null;
  /** Argon2id; null: no sign-in with a password. */
  readonly passwordHash: string | null;
};

export type MemberRecord = {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
};

/** The id of the member of this name in any case, or null. */
export async function findMemberId(
  database: Database | Transaction,
  organizationId: number,
  username: string,
): Promise<number | null> {
  const [found] = await database.$queryRaw<{ id: number }[]>`
    SELECT id FROM users
    WHERE organization_id = ${organizationId} AND lower(username) = lower(${username})
    ORDER BY username = ${username} DESC, id LIMIT 1`;
  return found?.id ?? null;
}

/** Adds members and the rows that hold their sums, none of which may be there yet. */
export async function insertMembers(
  transaction: Transaction,
  organizationId: number,
  members: readonly NewMember[],
  createdAt: Date,
): Promise<readonly MemberRecord[]> {
  const inserted = await transaction.user.createManyAndReturn({
    data: members.map((member) => ({ organizationId, createdAt, ...member })),
    select: { id: true, username: true, email: true },
  });
  // Their scores, once they have some, are of the policy in force now.
  await transaction.$executeRaw`
    INSERT INTO user_performance (organization_id, user_id, policy_version)
    SELECT ${organizationId}, added.id, newest.version
    FROM unnest(${inserted.map(({ id }) => id)}::int[]) AS added (id)
    CROSS JOIN (
      SELECT max(version) AS version FROM scoring_policies WHERE organization_id = ${organizationId}
    ) AS newest`;
  return inserted;
}

/** The ids of the members whom lower-case usernames and e-mail addresses name. */
export async function listMemberIdsByName(
  database: Database | Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await database.$queryRaw<{ name: string; id: number }[]>`
    SELECT named.name, member.id
    FROM unnest(${names}::text[]) AS named (name)
    JOIN users AS member ON member.organization_id = ${organizationId}
      AND (lower(member.username) = named.name OR member.email = named.name)`;
  return new Map(found.map(({ name, id }) => [name, id]));
}

/** In lower case, the usernames that are one of these or one of these with a number behind it. */
export async function listUsernamesLike(
  database: Database | Transaction,
  organizationId: number,
  usernames: readonly string[],
): Promise<readonly string[]> {
  const found = await database.$queryRaw<{ username: string }[]>`
    SELECT lower(username) AS username FROM users
    WHERE organization_id = ${organizationId}
      AND (lower(username) = ANY (${usernames}::text[])
        OR regexp_replace(lower(username), '-[0-9]+$', '') = ANY (${usernames}::text[]))`;
  return found.map(({ username }) => username);
}

/** Which of these lower-case addresses are somebody's in any organization: one signs in with it alone. */
export async function listTakenEmails(
  database: Database | Transaction,
  emails: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await database.user.findMany({
    where: { email: { in: [...emails] } },
    select: { email: true },
  });
  return new Set(found.flatMap(({ email }) => (email === null ? [] : [email])));
}

/** The id of the team of this name, made where there is none. */
export async function getOrInsertTeam(
  transaction: Transaction,
  organizationId: number,
  name: string,
  createdAt: Date,
): Promise<number> {
  const { id } = await transaction.team.upsert({
    where: { organizationId_name: { organizationId, name } },
    create: { organizationId, name, createdAt },
    update: {},
    select: { id: true },
  });
  return id;
}

/**
 * Ids by name of these skills, which are told apart without regard to case; the missing ones are
 * made. The database compares, since its idea of case may differ from that of JavaScript.
 */
export async function getOrInsertSkills(
  transaction: Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  await transaction.$executeRaw`
    INSERT INTO skills (organization_id, name)
    SELECT ${organizationId}, named.name
    FROM (
      SELECT DISTINCT ON (lower(name)) name
      FROM unnest(${names}::text[]) WITH ORDINALITY AS given (name, place)
      ORDER BY lower(name), place
    ) AS named
    WHERE NOT EXISTS (
      SELECT 1 FROM skills
      WHERE organization_id = ${organizationId} AND lower(skills.name) = lower(named.name)
    )
    ON CONFLICT DO NOTHING`;
  const found = await transaction.$queryRaw<{ name: string; id: number }[]>`
    SELECT given.name, min(skills.id) AS id
    FROM unnest(${names}::text[]) AS given (name)
    JOIN skills ON skills.organization_id = ${organizationId} AND lower(skills.name) = lower(given.name)
    GROUP BY given.name`;
  return new Map(found.map(({ name, id }) => [name, id]));
}
