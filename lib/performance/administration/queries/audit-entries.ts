import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type PersonRecord = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
};

export type AuditRecord = {
  readonly id: bigint;
  readonly createdAt: Date;
  readonly action: string;
  /** Null: the service itself. */
  readonly actor: PersonRecord | null;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Null for a subject that is no member. */
  readonly subject: PersonRecord | null;
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
  /** Entries about this member, and changes of settings and policy, which concern every member. */
  readonly concerning: MemberId | null;
};

export type AuditPage = {
  readonly after: { readonly createdAt: Date; readonly id: bigint } | null;
  readonly limit: number;
};

/** The actions that concern every member. */
export const actionsForAll = [
  "organization.update",
  "policy.update",
  "proposal.approve",
  "proposal.withdraw",
] as const;

const entry = withAliases<{ entry: "audit_log" }>();

/** A page of an organization's audit log, newest first. */
export async function listAuditEntries(
  database: Database | Transaction,
  organizationId: number,
  filter: AuditFilter,
  { after, limit }: AuditPage,
): Promise<readonly AuditRecord[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("audit_log as entry")
      .leftJoin("users as actor", (join) =>
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
      .where(isAmong(filter))
      .where(
        after === null
          ? entry.lit(true)
          : entry(
              entry.refTuple("entry.created_at", "entry.id"),
              "<",
              entry.tuple(after.createdAt, after.id),
            ),
      )
      .orderBy("entry.created_at", "desc")
      .orderBy("entry.id", "desc")
      .limit(limit),
  );
  return rows.map((row) => ({
    ...{ id: row.id, createdAt: row.created_at, action: row.action, detail: row.detail },
    ...{ subjectType: row.subject_type, subjectId: row.subject_id },
    actor: toPerson(row.actor_id, row.actor_username, row.actor_name, row.actor_alias),
    subject: toPerson(row.member_id, row.member_username, row.member_name, row.member_alias),
  }));
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

function isAmong({ action, since, before, upTo, concerning }: AuditFilter) {
  return entry.and([
    ...(action === null ? [] : [entry("entry.action", "=", action)]),
    ...(since === null ? [] : [entry("entry.created_at", ">=", since)]),
    ...(before === null ? [] : [entry("entry.created_at", "<", before)]),
    ...(upTo === null ? [] : [entry("entry.id", "<=", upTo)]),
    ...(concerning === null
      ? []
      : [
          entry.or([
            entry("entry.action", "in", [...actionsForAll]),
            entry.and([
              entry("entry.subject_type", "=", "user"),
              entry("entry.subject_id", "=", String(concerning)),
            ]),
          ]),
        ]),
  ]);
}

function toPerson(
  userId: MemberId | null,
  username: string | null,
  displayName: string | null,
  alias: string | null,
): PersonRecord | null {
  return userId === null || username === null || displayName === null || alias === null
    ? null
    : { userId, username, displayName, alias };
}
