import "server-only";
import type { Database } from "@/lib/db/client";

export type AccessSubject = {
  readonly type: "member" | "team" | "organization";
  readonly id: number;
};

/** Notes who looked at what, unless it is noted already. */
export async function insertAccessRecord(
  database: Database,
  organizationId: number,
  record: {
    readonly viewerId: number;
    readonly subject: AccessSubject;
    readonly surface: string;
    readonly hour: Date;
  },
): Promise<void> {
  const { viewerId, subject, surface, hour } = record;
  await database.$executeRaw`
    INSERT INTO access_records (organization_id, viewer_id, subject_type, subject_id, surface, hour)
    VALUES (${organizationId}, ${viewerId}, ${subject.type}::"AccessSubject", ${subject.id}, ${surface}, ${hour})
    ON CONFLICT DO NOTHING`;
}
