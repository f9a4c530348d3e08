import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type {
  ContestableEntry,
  ContestStatus,
} from "@/lib/performance/domain/contests/contest-rules";
import {
  amongMemberEntries,
  type EntryCursor,
  type EntryRow,
  type MemberEntryFilter,
  readEntry,
  selectEntry,
  type TitledEntry,
} from "./ledger-entries";

/** Of an `entry`: the id of the one that corrected it or took it back; null while it counts. */
export const selectAnswer = Prisma.sql`(
  SELECT max(answer.id) FROM performance_logs AS answer
  WHERE answer.organization_id = entry.organization_id
    AND answer.assignment_id = entry.assignment_id AND answer.corrects = entry.id)`;

/** Of an `entry`: whether the fact of its assignment counts by it. */
export const selectCounts = Prisma.sql`EXISTS (
  SELECT 1 FROM performance_facts AS fact
  WHERE fact.organization_id = entry.organization_id AND fact.entry_id = entry.id)`;

export type FoundEntry = ContestableEntry & {
  readonly id: bigint;
  readonly userId: number;
  readonly answeredBy: bigint | null;
};

/** An entry, as it stands for whoever would contest it; null where the organization has none of this id. */
export async function findContestableEntry(
  transaction: Transaction,
  organizationId: number,
  id: bigint,
): Promise<FoundEntry | null> {
  const [row] = await transaction.$queryRaw<FoundEntry[]>(Prisma.sql`
    SELECT entry.id, entry.user_id AS "userId", entry.kind::text AS kind,
      ${selectCounts} AS counts, ${selectAnswer} AS "answeredBy"
    FROM performance_logs AS entry
    WHERE entry.organization_id = ${organizationId} AND entry.id = ${id}`);
  return row ?? null;
}

/** An entry of a history, whether it counts, and its last contest that was not withdrawn. */
export type HistoryEntry = TitledEntry & {
  readonly counts: boolean;
  readonly contest: { readonly id: number; readonly status: ContestStatus } | null;
};

/** A member's entries, newest first, with what was contested of them. */
export async function listContestableEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  page: MemberEntryFilter & { readonly after: EntryCursor | null; readonly limit: number },
): Promise<readonly HistoryEntry[]> {
  const { after, limit, ...filter } = page;
  const following =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (entry.created_at, entry.id) < (${after.createdAt}, ${after.id})`;
  const rows = await database.$queryRaw<HistoryRow[]>(Prisma.sql`
    SELECT ${selectEntry}, assignment.title AS assignment_title, ${selectCounts} AS counts,
      CASE WHEN contest.id IS NOT NULL
        THEN json_build_object('id', contest.id, 'status', contest.status) END AS contest
    FROM performance_logs AS entry
    LEFT JOIN assignments AS assignment ON assignment.organization_id = entry.organization_id
      AND assignment.id = entry.assignment_id
    LEFT JOIN (
      SELECT DISTINCT ON (entry_id) entry_id, id, status FROM contests
      WHERE organization_id = ${organizationId} AND user_id = ${userId} AND status <> 'withdrawn'
      ORDER BY entry_id, id DESC
    ) AS contest ON contest.entry_id = entry.id
    WHERE ${amongMemberEntries(organizationId, userId, filter)} ${following}
    ORDER BY entry.created_at DESC, entry.id DESC
    LIMIT ${limit}`);
  return rows.map((row) => ({
    ...readEntry(row),
    assignmentTitle: row.assignment_title,
    counts: row.counts,
    contest: row.contest,
  }));
}

type HistoryRow = EntryRow & {
  assignment_title: string | null;
  counts: boolean;
  contest: { id: number; status: ContestStatus } | null;
};
