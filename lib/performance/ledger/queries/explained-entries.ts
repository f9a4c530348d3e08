import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { ExplainedEntry } from "@/lib/performance/domain/explanation/explanation";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import {
  type EntryRow,
  readEntry,
  selectEntry,
  selectTitle,
  type TitledEntry,
} from "./ledger-entries";

/** What a change of the score is made of: the score before it, in hundredths, and each entry since. */
export type ChangeParts = {
  readonly scoreBefore: number | null;
  readonly entries: readonly ExplainedEntry[];
};

/** A member's entries from an instant on, no more of them than an explanation needs, and the score before. */
export async function listChangeParts(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  since: Date,
): Promise<ChangeParts> {
  // In one statement: an entry between two would be missing from the sum.
  const rows = await database.$queryRaw<PartRow[]>(Prisma.sql`
    (SELECT ${selectPart}, true AS is_before FROM performance_logs AS entry
      WHERE organization_id = ${organizationId} AND user_id = ${userId} AND created_at < ${since}
      ORDER BY created_at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT ${selectPart}, false FROM performance_logs AS entry
      WHERE organization_id = ${organizationId} AND user_id = ${userId} AND created_at >= ${since}`);
  return {
    scoreBefore: rows.find(({ is_before }) => is_before)?.performance_score ?? null,
    entries: rows.filter(({ is_before }) => !is_before).map(readPart),
  };
}

/** Some of an organization's entries, in no order. */
export async function listEntriesById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly bigint[],
): Promise<readonly TitledEntry[]> {
  const rows = await database.$queryRaw<
    (EntryRow & { assignment_title: string | null })[]
  >(Prisma.sql`
    SELECT ${selectEntry}, ${selectTitle}
    FROM performance_logs AS entry
    JOIN users AS member ON member.organization_id = entry.organization_id
      AND member.id = entry.user_id
    LEFT JOIN assignments AS assignment ON assignment.organization_id = entry.organization_id
      AND assignment.id = entry.assignment_id
    WHERE entry.organization_id = ${organizationId} AND entry.id = ANY (${[...ids]}::bigint[])`);
  return rows.map((row) => ({ ...readEntry(row), assignmentTitle: row.assignment_title }));
}

const selectPart = Prisma.sql`entry.id, entry.kind::text, entry.performance_score,
  entry.contribution_on_time, entry.contribution_skill, entry.contribution_difficulty`;

type PartRow = {
  id: bigint;
  kind: EntryKind;
  performance_score: number | null;
  contribution_on_time: number | null;
  contribution_skill: number | null;
  contribution_difficulty: number | null;
  is_before: boolean;
};

function readPart(row: PartRow): ExplainedEntry {
  return {
    id: row.id,
    kind: row.kind,
    score: row.performance_score,
    contributions: {
      onTime: row.contribution_on_time,
      skill: row.contribution_skill,
      difficulty: row.contribution_difficulty,
    },
  };
}
