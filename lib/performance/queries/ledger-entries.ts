import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { EntryKind } from "@/lib/performance/domain/ledger";
import type { PerComponent } from "@/lib/performance/domain/policy";
import type { Sums } from "@/lib/performance/domain/sums";
import { readSums, selectSums } from "./sum-columns";

/** A ledger entry as it was printed. */
export type StoredEntry = {
  readonly id: bigint;
  readonly createdAt: Date;
  readonly recordedAt: Date;
  readonly kind: EntryKind;
  readonly assignmentId: bigint | null;
  readonly corrects: bigint | null;
  readonly policyVersion: number;
  readonly sums: Sums;
  /** Hundredths. */
  readonly score: number | null;
  readonly scoreChange: number | null;
  readonly points: PerComponent<number | null>;
  readonly contributions: PerComponent<number | null>;
};

/** An entry, and the title of its assignment. */
export type TitledEntry = StoredEntry & { readonly assignmentTitle: string | null };

/** Where a page of entries begins: after this one, newest first. */
export type EntryPosition = { readonly createdAt: Date; readonly id: bigint };

/** A member's entries that take effect from an instant on, newest first. */
export async function listMemberEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  page: { readonly since: Date; readonly after: EntryPosition | null; readonly limit: number },
): Promise<readonly TitledEntry[]> {
  const { since, after, limit } = page;
  const following =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (entry.created_at, entry.id) < (${after.createdAt}, ${after.id})`;
  const rows = await database.$queryRaw<
    (EntryRow & { assignment_title: string | null })[]
  >(Prisma.sql`
    SELECT ${selectEntry}, assignment.title AS assignment_title
    FROM performance_logs AS entry
    LEFT JOIN assignments AS assignment ON assignment.organization_id = entry.organization_id
      AND assignment.id = entry.assignment_id
    WHERE entry.organization_id = ${organizationId} AND entry.user_id = ${userId}
      AND entry.created_at >= ${since} ${following}
    ORDER BY entry.created_at DESC, entry.id DESC
    LIMIT ${limit}`);
  return rows.map((row) => ({ ...readEntry(row), assignmentTitle: row.assignment_title }));
}

/** How many of a member's entries take effect from an instant on. */
export async function countMemberEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  since: Date,
): Promise<number> {
  return database.performanceLog.count({
    where: { organizationId, userId, createdAt: { gte: since } },
  });
}

/** The columns of an entry, for `readEntry`. */
export const selectEntry = Prisma.sql`
  entry.id, entry.created_at, entry.recorded_at, entry.kind::text, entry.assignment_id,
  entry.corrects, entry.policy_version, ${selectSums("ledger", "entry")} AS sums,
  entry.performance_score, entry.score_change,
  entry.points_on_time, entry.points_skill, entry.points_difficulty,
  entry.contribution_on_time, entry.contribution_skill, entry.contribution_difficulty`;

export type EntryRow = {
  id: bigint;
  created_at: Date;
  recorded_at: Date;
  kind: EntryKind;
  assignment_id: bigint | null;
  corrects: bigint | null;
  policy_version: number;
  sums: number[];
  performance_score: number | null;
  score_change: number | null;
  points_on_time: number | null;
  points_skill: number | null;
  points_difficulty: number | null;
  contribution_on_time: number | null;
  contribution_skill: number | null;
  contribution_difficulty: number | null;
};

export function readEntry(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    createdAt: row.created_at,
    recordedAt: row.recorded_at,
    kind: row.kind,
    assignmentId: row.assignment_id,
    corrects: row.corrects,
    policyVersion: row.policy_version,
    sums: readSums(row.sums),
    score: row.performance_score,
    scoreChange: row.score_change,
    points: {
      onTime: row.points_on_time,
      skill: row.points_skill,
      difficulty: row.points_difficulty,
    },
    contributions: {
      onTime: row.contribution_on_time,
      skill: row.contribution_skill,
      difficulty: row.contribution_difficulty,
    },
  };
}
