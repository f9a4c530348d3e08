import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

/** What was done to what. `detail` holds no secret, and of a person nothing but numbers and roles. */
export type AuditEntry = {
  readonly action: string;
  readonly subjectType:
    | "user"
    | "team"
    | "skill"
    | "organization"
    | "token"
    | "session"
    | "invitation"
    | "contest"
    | "job";
  readonly subjectId: number | bigint | string;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Who did it, and when; null: the service itself. */
export type AuditAuthor = {
  readonly organizationId: number;
  readonly actorId: number | null;
  readonly now: Date;
};

export async function insertAuditEntry(
  database: Database | Transaction,
  { organizationId, actorId, now }: AuditAuthor,
  { action, subjectType, subjectId, detail = {} }: AuditEntry,
): Promise<void> {
  await database.$executeRaw`
    INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, detail, created_at)
    VALUES (${organizationId}, ${actorId}, ${action}, ${subjectType}, ${String(subjectId)},
      ${JSON.stringify(detail)}::jsonb, ${now})`;
}
