import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { KeyEvent } from "@/lib/performance/domain/privacy/second-key";
import type { MemberId } from "@/lib/performance/domain/units/ids";

const kinds: Readonly<Record<string, KeyEvent["kind"]>> = {
  "member.create": "role",
  "member.return": "role",
  "member.update": "role",
  "password.set": "password",
  "invitation.create": "invitation",
};

/** What the audit log says about a member's role and password. */
export async function listKeyEvents(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<readonly KeyEvent[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("audit_log")
      .select(["action", "actor_id", "created_at"])
      .where("organization_id", "=", organizationId)
      .where("subject_type", "=", "user")
      .where("subject_id", "=", String(userId))
      .where("action", "in", Object.keys(kinds))
      .where(sql<boolean>`(action <> 'member.update' or jsonb_exists(detail, 'role'))`),
  );
  return rows.flatMap(({ action, actor_id: actorId, created_at: at }) => {
    const kind = kinds[action];
    return kind === undefined ? [] : [{ kind, actorId, at }];
  });
}

/** Whether a program ever invited the member. */
export async function wasInvitedByProgram(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<boolean> {
  const found = await selectRow(
    database,
    kysely
      .selectFrom("audit_log")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("subject_type", "=", "user")
      .where("subject_id", "=", String(userId))
      .where("action", "=", "invitation.create")
      .where(sql<boolean>`detail ->> 'by_program' = 'true'`)
      .limit(1),
  );
  return found !== null;
}

/** Whether the organization ever had an auditor. */
export async function hasHadAuditor(
  database: Database | Transaction,
  organizationId: number,
): Promise<boolean> {
  const now = await selectRow(
    database,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("role", "=", "auditor")
      .limit(1),
  );
  if (now !== null) return true;
  const before = await selectRow(
    database,
    kysely
      .selectFrom("audit_log")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("action", "in", ["member.create", "member.update"])
      .where(
        sql<boolean>`(detail ->> 'role' = 'auditor' or detail #>> '{role,to}' = 'auditor' or detail #>> '{role,from}' = 'auditor')`,
      )
      .limit(1),
  );
  return before !== null;
}

/**
 * Whether a second member has joined: at least one person accepted an invitation, and with those who have a password,
 * and those who were erased, there are or were two.
 */
export async function hasSecondMember(
  database: Database | Transaction,
  organizationId: number,
): Promise<boolean> {
  const [accepted, others] = await Promise.all([
    selectRows(
      database,
      kysely
        .selectFrom("audit_log")
        .select("subject_id")
        .distinct()
        .where("organization_id", "=", organizationId)
        .where("action", "=", "password.set")
        .where(sql<boolean>`detail ->> 'by' = 'invitation'`),
    ),
    selectRows(
      database,
      kysely
        .selectFrom("users")
        .select("id")
        .where("organization_id", "=", organizationId)
        .where((eb) =>
          eb.or([eb("password_hash", "is not", null), eb("erased_at", "is not", null)]),
        ),
    ),
  ]);
  const joined = new Set([
    ...accepted.map(({ subject_id: id }) => id),
    ...others.map(({ id }) => String(id)),
  ]);
  return accepted.length > 0 && joined.size > 1;
}

export type ActiveHolder = { readonly role: Row<"users">["role"]; readonly createdAt: Date };

/** The active ones of these members, with their roles, by id. */
export async function listActiveHolders(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, ActiveHolder>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users")
      .select(["id", "role", "created_at"])
      .where("organization_id", "=", organizationId)
      .where("id", "=", anyOf(ids))
      .where("deactivated_at", "is", null),
  );
  return new Map(rows.map(({ id, role, created_at: createdAt }) => [id, { role, createdAt }]));
}
