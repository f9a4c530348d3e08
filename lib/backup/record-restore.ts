import "server-only";
import type { BackupHeader } from "./records";
import type { TextSession } from "./session";

export type RestoredOrganization = {
  readonly slug: string;
  /** The number of the last checkpoint in the backup; null: it has none. */
  readonly checkpoint: number | null;
};

const lastCheckpoint = `LEFT JOIN LATERAL (
    SELECT number, hash FROM seal_checkpoints WHERE organization_id = organizations.id ORDER BY number DESC LIMIT 1
  ) AS checkpoint ON true`;

/** Says in each organization's audit log to which backup, and to which checkpoint, the record went back. */
export async function recordRestore(
  session: TextSession,
  { createdAt, product }: BackupHeader,
  { isRecorded }: { readonly isRecorded: boolean },
): Promise<readonly RestoredOrganization[]> {
  if (isRecorded) {
    await session.run(
      `INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, detail, created_at)
        SELECT organizations.id, NULL, 'organization.restore', 'organization', organizations.id::text,
          jsonb_build_object('backup_created_at', $1::text, 'backup_release', $2::text,
            'checkpoint', checkpoint.number, 'checkpoint_hash', checkpoint.hash),
          now()
        FROM organizations ${lastCheckpoint} ORDER BY organizations.id`,
      [createdAt, product],
    );
  }
  const rows = await session.run(
    `SELECT slug, checkpoint.number FROM organizations ${lastCheckpoint} ORDER BY slug`,
  );
  return rows.map(([slug, number]) => ({
    slug: slug ?? "",
    checkpoint: number ? Number(number) : null,
  }));
}
