import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo, parameter } from "@/lib/db/sql-values";
import { lower } from "@/lib/db/text";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";

export type NewMember = {
  readonly username: string;
  /** Lower case. */
  readonly email: string | null;
  readonly displayName: string;
  readonly role: Row<"users">["role"];
  readonly leadScope: Row<"users">["lead_scope"];
  readonly teamId: TeamId | null;
  /** Argon2id; null: no sign-in with a password. */
  readonly passwordHash: string | null;
};

export type MemberRecord = {
  readonly id: MemberId;
  readonly username: string;
  readonly email: string | null;
};

/** The id of the member of this name in any case, or null. */
export async function findMemberId(
  database: Database | Transaction,
  organizationId: number,
  username: string,
): Promise<number | null> {
  const found = await selectRow(
    database,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where((eb) => eb(lower(eb.ref("username")), "=", lower(username)))
      .orderBy((eb) => eb("username", "=", username), "desc")
      .orderBy("id")
      .limit(1),
  );
  return found?.id ?? null;
}

/**
 * Adds new members and the rows of their sums. Waits for a policy change in progress, and blocks new ones until the
 * transaction ends, so that the members get the current policy.
 */
export async function insertMembers(
  transaction: Transaction,
  organizationId: number,
  members: readonly NewMember[],
  createdAt: Date,
): Promise<readonly MemberRecord[]> {
  await selectRow(
    transaction,
    kysely.selectFrom("organizations").select("id").where("id", "=", organizationId).forShare(),
  );
  const inserted = await transaction.user.createManyAndReturn({
    data: members.map((member) => ({ organizationId, createdAt, ...member })),
    select: { id: true, username: true, email: true },
  });
  const policy = (await listPolicies(transaction, organizationId)).at(-1);
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const { provisional } = computeScore(ZERO_SUMS, policy);
  await execute(
    transaction,
    kysely
      .insertInto("user_performance")
      .columns(["organization_id", "user_id", "policy_version", "provisional"])
      .expression(
        kysely
          .selectFrom(unnestRows("added", { id: ["int4", inserted.map(({ id }) => id)] }))
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            "added.id",
            parameter(policy.version, "int4").as("policy_version"),
            parameter(provisional, "bool").as("provisional"),
          ]),
      ),
  );
  return inserted;
}

/** Member ids by lower-case username or e-mail address, without erased people. */
export async function listMemberIdsByName(
  database: Database | Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await selectRows(
    database,
    kysely
      .selectFrom(unnestRows("named", { name: ["text", names] }))
      .innerJoin("users as member", (join) =>
        join
          .on("member.organization_id", "=", organizationId)
          .on((eb) =>
            eb.or([
              eb(lower(eb.ref("member.username")), "=", eb.ref("named.name")),
              eb("member.email", "=", eb.ref("named.name")),
            ]),
          )
          .on("member.erased_at", "is", null),
      )
      .select(["named.name", "member.id"]),
  );
  return new Map(found.map(({ name, id }) => [name, id]));
}

/** What names each member, without erased people. */
export async function listMemberNames(database: Database | Transaction, organizationId: number) {
  return database.user.findMany({
    where: { organizationId, erasedAt: null },
    select: { id: true, username: true, email: true, displayName: true, deactivatedAt: true },
  });
}

/** The members with these lower-case usernames, deactivated ones too, without erased people. */
export async function listNamedMembers(
  database: Database | Transaction,
  organizationId: number,
  usernames: readonly string[],
): Promise<readonly { readonly username: string; readonly isActive: boolean }[]> {
  const found = await selectRows(
    database,
    kysely
      .selectFrom("users")
      .select((eb) => [
        lower(eb.ref("username")).as("username"),
        castTo(eb("deactivated_at", "is", null), "bool").as("is_active"),
      ])
      .where("organization_id", "=", organizationId)
      .where((eb) => eb(lower(eb.ref("username")), "=", anyOf(usernames)))
      .where("erased_at", "is", null),
  );
  return found.map(({ username, is_active }) => ({ username, isActive: is_active }));
}

/** In lower case, the usernames that equal one of these or one of these with `-` and a number. */
export async function listUsernamesLike(
  database: Database | Transaction,
  organizationId: number,
  usernames: readonly string[],
): Promise<readonly string[]> {
  const found = await selectRows(
    database,
    kysely
      .selectFrom("users")
      .select((eb) => lower(eb.ref("username")).as("username"))
      .where("organization_id", "=", organizationId)
      .where((eb) => {
        const name = lower(eb.ref("username"));
        const nameWithoutNumber = sql<string>`regexp_replace(${name}, '-[0-9]+$', '')`;
        return eb.or([
          eb(name, "=", anyOf(usernames)),
          eb(nameWithoutNumber, "=", anyOf(usernames)),
        ]);
      }),
  );
  return found.map(({ username }) => username);
}

/** The lower-case addresses that are taken in any organization, because members sign in with the address alone. */
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
