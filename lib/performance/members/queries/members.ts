import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";

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

/**
 * Adds members and the rows that hold their sums, none of which may be there yet. Until the transaction ends the policy
 * stays what it is: one that is being made is waited for, and counts for them.
 */
export async function insertMembers(
  transaction: Transaction,
  organizationId: number,
  members: readonly NewMember[],
  createdAt: Date,
): Promise<readonly MemberRecord[]> {
  await transaction.$queryRaw`SELECT id FROM organizations WHERE id = ${organizationId} FOR SHARE`;
  const inserted = await transaction.user.createManyAndReturn({
    data: members.map((member) => ({ organizationId, createdAt, ...member })),
    select: { id: true, username: true, email: true },
  });
  const policy = (await listPolicies(transaction, organizationId)).at(-1);
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const { provisional } = computeScore(ZERO_SUMS, policy);
  await transaction.$executeRaw`
    INSERT INTO user_performance (organization_id, user_id, policy_version, provisional)
    SELECT ${organizationId}, added.id, ${policy.version}, ${provisional}
    FROM unnest(${inserted.map(({ id }) => id)}::int[]) AS added (id)`;
  return inserted;
}

/** The ids of the members whom lower-case usernames and e-mail addresses name; erased people have none. */
export async function listMemberIdsByName(
  database: Database | Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await database.$queryRaw<{ name: string; id: number }[]>`
    SELECT named.name, member.id
    FROM unnest(${names}::text[]) AS named (name)
    JOIN users AS member ON member.organization_id = ${organizationId}
      AND (lower(member.username) = named.name OR member.email = named.name)
      AND member.erased_at IS NULL`;
  return new Map(found.map(({ name, id }) => [name, id]));
}

/** Who of these lower-case usernames is a member, deactivated or not, and is not erased. */
export async function listNamedMembers(
  database: Database | Transaction,
  organizationId: number,
  usernames: readonly string[],
): Promise<readonly { readonly username: string; readonly isActive: boolean }[]> {
  return database.$queryRaw<{ username: string; isActive: boolean }[]>`
    SELECT lower(username) AS username, deactivated_at IS NULL AS "isActive" FROM users
    WHERE organization_id = ${organizationId} AND lower(username) = ANY (${usernames}::text[])
      AND erased_at IS NULL`;
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
