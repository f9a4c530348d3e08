import "server-only";
import { type Expression, type InferResult, type SqlBool, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import {
  type NamedActor,
  type NamedMember,
  toNamedMember,
} from "@/lib/performance/domain/privacy/named-member";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { selectNamedActors } from "@/lib/performance/members/queries/named-actors";

export type AuditRecord = {
  readonly id: bigint;
  readonly createdAt: Date;
  readonly action: string;
  /** Null: the service itself. */
  readonly actor: NamedActor | null;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Null for a subject that is no member. */
  readonly subject: NamedMember | null;
  readonly detail: unknown;
};

/** Null leaves a filter out. */
export type AuditFilter = {
  readonly action: string | null;
  readonly since: Date | null;
  /** Exclusive. */
  readonly before: Date | null;
  /** The largest id, so that entries written later are left out. */
  readonly upTo: bigint | null;
  /** Entries about this member and their tokens, and changes of settings and policy, which concern every member. */
  readonly concerning: MemberId | null;
};

export type AuditPage = {
  readonly after: { readonly createdAt: Date; readonly id: bigint } | null;
  readonly limit: number;
};

/** The actions that concern every member. */
export const actionsForAll = [
  "organization.update",
  "organization.restore",
  "policy.update",
  "proposal.approve",
  "proposal.withdraw",
  "proposal.void",
] as const;

const entry = withAliases<{ entry: "audit_log" }>();

/** A page of an organization's audit log, newest first. */
export async function listAuditEntries(
  database: Database | Transaction,
  organizationId: number,
  filter: AuditFilter,
  { after, limit }: AuditPage,
): Promise<readonly AuditRecord[]> {
  const isAfter =
    after === null
      ? entry.lit(true)
      : entry(
          entry.refTuple("entry.created_at", "entry.id"),
          "<",
          entry.tuple(after.createdAt, after.id),
        );
  const page = entry.and([isAmong(filter), isAfter]);
  return (await selectRows(database, selectEntries(organizationId, page, limit))).map(toRecord);
}

/** By others: links that replace a member's password, and tokens of theirs; newest first. */
export async function listEntriesAboutAccess(
  database: Database,
  organizationId: number,
  userId: MemberId,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<readonly AuditRecord[]> {
  const isAboutAccess = entry.and([
    entry("entry.created_at", ">=", since),
    entry("entry.actor_id", "is distinct from", userId),
    entry.or([
      entry.and([
        entry("entry.action", "=", "invitation.create"),
        sql<boolean>`${entry.ref("entry.detail")} ->> 'replaces_password' = 'true'`,
      ]),
      entry("entry.action", "=", "token.create"),
    ]),
    isAboutMember(userId),
  ]);
  const found = await selectRows(database, selectEntries(organizationId, isAboutAccess, limit));
  return found.map(toRecord);
}

function selectEntries(organizationId: number, isWanted: Expression<SqlBool>, limit: number) {
  return kysely
    .selectFrom("audit_log as entry")
    .leftJoin(selectNamedActors(organizationId).as("actor"), (join) =>
      join
        .onRef("actor.organization_id", "=", "entry.organization_id")
        .onRef("actor.id", "=", "entry.actor_id"),
    )
    .leftJoin("users as subject", (join) =>
      join
        .onRef("subject.organization_id", "=", "entry.organization_id")
        .on("entry.subject_type", "=", "user")
        .on((eb) => eb(castTo(eb.ref("subject.id"), "text"), "=", eb.ref("entry.subject_id"))),
    )
    .select(["entry.id", "entry.created_at", "entry.action", "entry.detail"])
    .select(["entry.subject_type", "entry.subject_id"])
    .select(["actor.id as actor_id", "actor.username as actor_username"])
    .select(["actor.display_name as actor_name", "actor.alias as actor_alias"])
    .select(["subject.id as member_id", "subject.username as member_username"])
    .select(["subject.display_name as member_name", "subject.alias as member_alias"])
    .where("entry.organization_id", "=", organizationId)
    .where(isWanted)
    .orderBy("entry.created_at", "desc")
    .orderBy("entry.id", "desc")
    .limit(limit);
}

type EntryRow = InferResult<ReturnType<typeof selectEntries>>[number];

function toRecord(row: EntryRow): AuditRecord {
  return {
    ...{ id: row.id, createdAt: row.created_at, action: row.action, detail: row.detail },
    ...{ subjectType: row.subject_type, subjectId: row.subject_id },
    actor: toNamedMember(row.actor_id, row.actor_username, row.actor_name, row.actor_alias),
    subject: toNamedMember(row.member_id, row.member_username, row.member_name, row.member_alias),
  };
}

/** The largest id of an organization's entries; null without entries. */
export async function findNewestAuditId(
  database: Database | Transaction,
  organizationId: number,
): Promise<bigint | null> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("audit_log")
      .select("id")
      .where("organization_id", "=", organizationId)
      .orderBy("id", "desc")
      .limit(1),
  );
  return row?.id ?? null;
}

/** The place of an entry in the audit log; null where there is no such entry. */
export async function findAuditPlace(
  database: Database,
  organizationId: number,
  id: bigint,
): Promise<AuditPage["after"]> {
  return await selectRow(
    database,
    kysely
      .selectFrom("audit_log")
      .select(["id", "created_at as createdAt"])
      .where("organization_id", "=", organizationId)
      .where("id", "=", id),
  );
}

function isAmong({ action, since, before, upTo, concerning }: AuditFilter) {
  return entry.and([
    ...(action === null ? [] : [entry("entry.action", "=", action)]),
    ...(since === null ? [] : [entry("entry.created_at", ">=", since)]),
    ...(before === null ? [] : [entry("entry.created_at", "<", before)]),
    ...(upTo === null ? [] : [entry("entry.id", "<=", upTo)]),
    ...(concerning === null
      ? []
      : [entry.or([entry("entry.action", "in", [...actionsForAll]), isAboutMember(concerning)])]),
  ]);
}

/** About the member, or about a token of theirs. */
function isAboutMember(userId: MemberId) {
  return entry.or([
    entry.and([
      entry("entry.subject_type", "=", "user"),
      entry("entry.subject_id", "=", String(userId)),
    ]),
    entry.and([
      entry("entry.subject_type", "=", "token"),
      entry.exists(
        entry
          .selectFrom("api_tokens as token")
          .select("token.id")
          .whereRef("token.organization_id", "=", "entry.organization_id")
          .where("token.user_id", "=", userId)
          .where((eb) => eb(castTo(eb.ref("token.id"), "text"), "=", eb.ref("entry.subject_id"))),
      ),
    ]),
  ]);
}
