import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import type { AuditAction } from "@/lib/performance/domain/audit/audit-actions";
import type { ActorId } from "@/lib/performance/domain/units/ids";

/** `detail` holds no secret, and only numbers and roles of a person. */
export type AuditEntry = {
  readonly action: AuditAction;
  readonly subjectType:
    | "user"
    | "team"
    | "skill"
    | "organization"
    | "token"
    | "service_account"
    | "session"
    | "invitation"
    | "contest"
    | "proposal"
    | "job"
    | "verification"
    | "import"
    | "import_mapping"
    | "connection";
  readonly subjectId: number | bigint | string;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** `actorId` null: the service itself. */
export type AuditAuthor = {
  readonly organizationId: number;
  readonly actorId: ActorId | null;
  readonly now: Date;
};

export async function insertAuditEntry(
  database: Database | Transaction,
  { organizationId, actorId, now }: AuditAuthor,
  { action, subjectType, subjectId, detail = {} }: AuditEntry,
): Promise<void> {
  await execute(
    database,
    kysely.insertInto("audit_log").values({
      organization_id: organizationId,
      actor_id: actorId,
      action,
      subject_type: subjectType,
      subject_id: String(subjectId),
      detail: JSON.stringify(detail),
      created_at: now,
    }),
  );
}
