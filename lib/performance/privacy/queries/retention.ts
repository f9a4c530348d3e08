import "server-only";
import type { Database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** What is deleted some time after it was of use. */
export type RetentionTarget =
  | "sessions"
  | "invitations"
  | "share_links"
  | "access_records"
  | "sign_in_attempts"
  | "finished_jobs"
  | "jobs_set_aside";

/** Deletes at most so many that ended before an instant; answers how many. */
export async function deleteExpired(
  database: Database,
  organizationId: number,
  { kind, before, limit }: { kind: RetentionTarget; before: Date; limit: number },
): Promise<number> {
  return database.$executeRaw(statementOf(kind, organizationId, before, limit));
}

function statementOf(kind: RetentionTarget, organizationId: number, before: Date, limit: number) {
  switch (kind) {
    case "sessions":
      return Prisma.sql`
        DELETE FROM sessions WHERE organization_id = ${organizationId} AND id IN (
          SELECT id FROM sessions WHERE organization_id = ${organizationId} AND expires_at < ${before}
          ORDER BY expires_at LIMIT ${limit})`;
    case "invitations":
      return Prisma.sql`
        DELETE FROM invitations WHERE organization_id = ${organizationId} AND id IN (
          SELECT id FROM invitations WHERE organization_id = ${organizationId} AND expires_at < ${before}
          ORDER BY id LIMIT ${limit})`;
    case "share_links":
      return Prisma.sql`
        DELETE FROM share_links WHERE organization_id = ${organizationId} AND id IN (
          SELECT id FROM share_links WHERE organization_id = ${organizationId} AND expires_at < ${before}
          ORDER BY id LIMIT ${limit})`;
    case "access_records":
      return Prisma.sql`
        DELETE FROM access_records WHERE organization_id = ${organizationId} AND id IN (
          SELECT id FROM access_records WHERE organization_id = ${organizationId} AND hour < ${before}
          ORDER BY hour LIMIT ${limit})`;
    case "sign_in_attempts":
      // They belong to no organization: the name that was tried may be nobody's.
      return Prisma.sql`
        DELETE FROM sign_in_attempts WHERE (name_hash, window_start) IN (
          SELECT name_hash, window_start FROM sign_in_attempts WHERE window_start < ${before}
          LIMIT ${limit})`;
    case "finished_jobs":
      return deleteJobs(
        organizationId,
        Prisma.sql`state IN ('completed', 'cancelled')`,
        before,
        limit,
      );
    case "jobs_set_aside":
      return deleteJobs(organizationId, Prisma.sql`state = 'failed'`, before, limit);
  }
}

function deleteJobs(organizationId: number, state: Prisma.Sql, before: Date, limit: number) {
  return Prisma.sql`
    DELETE FROM pts_jobs.job WHERE (name, id) IN (
      SELECT name, id FROM pts_jobs.job
      WHERE (data ->> 'organization_id')::integer = ${organizationId} AND ${state}
        AND completed_on < ${before}
      LIMIT ${limit})`;
}
