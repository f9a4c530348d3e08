import { type Expression, sql } from "kysely";
import { kysely } from "@/lib/db/kysely";
import { castTo, parameter } from "@/lib/db/sql-values";
import type { AuditAction } from "@/lib/performance/domain/audit/audit-actions";
import type { ActorId, MemberId } from "@/lib/performance/domain/units/ids";

/**
 * The active owner of a credential that a statement creates. The lock makes a concurrent deactivation wait, which
 * then ends the new credential too.
 */
export function selectOwner(organizationId: number, userId: MemberId) {
  return kysely
    .selectFrom("users")
    .select(["users.organization_id", "users.id"])
    .where("users.organization_id", "=", organizationId)
    .where("users.id", "=", userId)
    .where("users.deactivated_at", "is", null)
    .forShare();
}

type CredentialAudit = {
  readonly organizationId: number;
  readonly actorId: ActorId | null;
  readonly action: AuditAction;
  readonly subjectType: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly now: Date;
};

/** An audit entry for each credential that the same statement changed. */
export function insertCredentialAudits(
  changed: Expression<{ readonly id: number }>,
  { organizationId, actorId, action, subjectType, detail = {}, now }: CredentialAudit,
) {
  return kysely
    .insertInto("audit_log")
    .columns([
      ...(["organization_id", "actor_id", "action", "subject_type", "subject_id"] as const),
      ...(["detail", "created_at"] as const),
    ])
    .expression(
      kysely
        .selectFrom(sql<{ id: number }>`${changed}`.as("changed"))
        .select((eb) => [
          parameter(organizationId, "int4").as("organization_id"),
          parameter(actorId, "int4").as("actor_id"),
          parameter(action, "text").as("action"),
          parameter(subjectType, "text").as("subject_type"),
          castTo(eb.ref("changed.id"), "text").as("subject_id"),
          sql`${JSON.stringify(detail)}::jsonb`.as("detail"),
          parameter(now, "timestamptz").as("created_at"),
        ]),
    );
}

const MINUTE = 60_000;

/** Rounds down to the minute: so precisely is the last use of a credential known. */
export function toMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / MINUTE) * MINUTE);
}

/** Whether this minute's use is not recorded yet. A busy credential causes one write a minute. */
export function isUseUnrecorded(lastUsedAt: Date | null, now: Date): boolean {
  return lastUsedAt === null || lastUsedAt.getTime() < toMinute(now).getTime();
}
