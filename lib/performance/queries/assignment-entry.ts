import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AchievementChange } from "./achievements";
import { type EntryRow, readEntry, type StoredEntry, selectEntry } from "./ledger-entries";

/** An entry and the member's score before it, in hundredths; null where they had none. */
export type EntryAndBefore = {
  readonly entry: StoredEntry;
  readonly scoreBefore: number | null;
  /** What was gained and lost by it, in the order in which it was written. */
  readonly achieved: readonly AchievementChange[];
};

/** The newest entry about an assignment in the ledger of the member who has it now; null where it never counted there. */
export async function findNewestEntryOf(
  database: Database | Transaction,
  organizationId: number,
  assignmentId: bigint,
): Promise<EntryAndBefore | null> {
  const [row] = await database.$queryRaw<NewestRow[]>(Prisma.sql`
    SELECT ${selectEntry}, earlier.performance_score AS score_before,
      (SELECT json_agg(json_build_object('kind', kind, 'name', name, 'isGain', is_gain) ORDER BY id)
        FROM achievement_changes AS change
        WHERE change.organization_id = entry.organization_id AND change.entry_id = entry.id
      ) AS achieved
    FROM assignments AS assignment
    JOIN LATERAL (
      SELECT * FROM performance_logs AS about
      WHERE about.organization_id = assignment.organization_id
        AND about.assignment_id = assignment.id AND about.user_id = assignment.user_id
      ORDER BY about.id DESC LIMIT 1
    ) AS entry ON true
    LEFT JOIN LATERAL (
      SELECT performance_score FROM performance_logs AS previous
      WHERE previous.organization_id = entry.organization_id AND previous.user_id = entry.user_id
        AND (previous.created_at, previous.id) < (entry.created_at, entry.id)
      ORDER BY previous.created_at DESC, previous.id DESC LIMIT 1
    ) AS earlier ON true
    WHERE assignment.organization_id = ${organizationId} AND assignment.id = ${assignmentId}`);
  if (row === undefined) return null;
  return { entry: readEntry(row), scoreBefore: row.score_before, achieved: row.achieved ?? [] };
}

type NewestRow = EntryRow & {
  score_before: number | null;
  achieved: AchievementChange[] | null;
};
