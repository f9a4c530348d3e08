import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type EntryRow, readEntry, type StoredEntry, selectEntry } from "./ledger-entries";

/** An entry and the member's score before it, in hundredths; null where they had none. */
export type EntryAndBefore = { readonly entry: StoredEntry; readonly scoreBefore: number | null };

/** The newest entry about an assignment in the ledger of the member who has it now; null where it never counted there. */
export async function findNewestEntryOf(
  database: Database | Transaction,
  organizationId: number,
  assignmentId: bigint,
): Promise<EntryAndBefore | null> {
  const [row] = await database.$queryRaw<(EntryRow & { score_before: number | null })[]>(Prisma.sql`
    SELECT ${selectEntry}, earlier.performance_score AS score_before
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
  return row === undefined ? null : { entry: readEntry(row), scoreBefore: row.score_before };
}
