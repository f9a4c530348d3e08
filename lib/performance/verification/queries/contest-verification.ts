import "server-only";
import type { Database } from "@/lib/db/client";

/** An upheld contest whose correction is not what it should be. */
export type MismatchedContest = {
  readonly id: bigint;
  readonly userId: number;
  readonly entryId: bigint;
  /** The person in whose ledger the contested entry is, and the correction. */
  readonly entryUserId: number;
  readonly correctionUserId: number;
  /** What the correction answers. */
  readonly corrects: bigint | null;
};

/** Contests whose entry is in somebody else's ledger, or whose correction is, or answers another entry. */
export async function listMismatchedContests(
  database: Database,
  organizationId: number,
): Promise<readonly MismatchedContest[]> {
  return database.$queryRaw<MismatchedContest[]>`
    SELECT contest.id, contest.user_id AS "userId", contest.entry_id AS "entryId",
      entry.user_id AS "entryUserId", coalesce(correction.user_id, contest.user_id) AS "correctionUserId",
      CASE WHEN contest.status = 'upheld' THEN correction.corrects ELSE contest.entry_id END AS corrects
    FROM contests AS contest
    JOIN performance_logs AS entry ON entry.organization_id = contest.organization_id
      AND entry.id = contest.entry_id
    LEFT JOIN performance_logs AS correction
      ON correction.organization_id = contest.organization_id
      AND correction.id = contest.correcting_entry_id
    WHERE contest.organization_id = ${organizationId}
      AND (entry.user_id <> contest.user_id OR (contest.status = 'upheld'
        AND (correction.user_id <> contest.user_id
          OR correction.corrects IS DISTINCT FROM contest.entry_id)))
    ORDER BY contest.id`;
}
