import "server-only";
import type { Database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Fact } from "@/lib/performance/domain/fact";
import type { PrintedEntry } from "@/lib/performance/domain/ledger-check";
import type { Sums } from "@/lib/performance/domain/sums";
import type { WorkPosition } from "@/lib/performance/domain/work-position";
import { type FactRow, readFact, selectFact } from "./fact-columns";
import { type EntryRow, readEntry, selectEntry } from "./ledger-entries";
import { type PositionRow, readPosition, selectPosition } from "./position-columns";
import { readSums, selectSums } from "./sum-columns";

/** What is stored of a member beside their facts, ledger and snapshots. */
export type StoredStanding = {
  readonly userId: number;
  readonly sums: Sums;
  readonly score: number | null;
  readonly provisional: boolean;
  readonly policyVersion: number;
  readonly newestEntryId: bigint | null;
  readonly newestEntryAt: Date | null;
  readonly isActive: boolean;
  readonly isMemberActive: boolean;
  readonly work: WorkPosition;
};

/** How many members `listStandings` lists in all. */
export async function countStandings(database: Database, organizationId: number): Promise<number> {
  return database.userPerformance.count({ where: { organizationId } });
}

/** Some members in the order of their ids, after one of them. */
export async function listStandings(
  database: Database,
  organizationId: number,
  after: number,
  limit: number,
): Promise<readonly StoredStanding[]> {
  const rows = await database.$queryRaw<
    (Omit<StoredStanding, "sums" | "work"> & { sums: number[]; work: PositionRow })[]
  >(Prisma.sql`
    SELECT member.id AS "userId", ${selectSums("running", "performance")} AS sums, score, provisional,
      policy_version AS "policyVersion", newest_entry_id AS "newestEntryId",
      newest_entry_at AS "newestEntryAt", is_active AS "isActive",
      member.deactivated_at IS NULL AS "isMemberActive", ${selectPosition} AS work
    FROM users AS member
    JOIN user_performance AS performance ON performance.organization_id = member.organization_id
      AND performance.user_id = member.id
    WHERE member.organization_id = ${organizationId} AND member.id > ${after}
    ORDER BY member.id LIMIT ${limit}`);
  return rows.map((row) => {
    const sums = readSums(row.sums);
    return { ...row, sums, work: readPosition(row.work, sums.tasks) };
  });
}

/** A member's completed assignments: what a fact is taken from, and the fact that was. */
export type CompletedWork = {
  readonly id: bigint;
  readonly assignedAt: Date | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly completedAt: Date;
  readonly skillMatch: number | null;
  readonly difficulty: number | null;
  readonly fact: Fact;
};

export async function listCompletedWork(
  database: Database,
  organizationId: number,
  userId: number,
): Promise<readonly CompletedWork[]> {
  const rows = await database.$queryRaw<(Omit<CompletedWork, "fact"> & { fact: FactRow })[]>(
    Prisma.sql`
    SELECT id, assigned_at AS "assignedAt", started_at AS "startedAt", due_at AS "dueAt",
      completed_at AS "completedAt", skill_match AS "skillMatch", difficulty,
      ${selectFact("assignment")} AS fact
    FROM assignments AS assignment
    WHERE organization_id = ${organizationId} AND user_id = ${userId} AND status = 'completed'
    ORDER BY completed_at, id`,
  );
  return rows.map((row) => ({ ...row, fact: readFact(row.fact) }));
}

/** The facts that count for a member, by assignment, each with the entry that counted or last corrected it. */
export async function listCountedFacts(
  database: Database,
  organizationId: number,
  userId: number,
): Promise<ReadonlyMap<bigint, { readonly fact: Fact; readonly entryId: bigint }>> {
  const rows = await database.$queryRaw<
    { assignment_id: bigint; entry_id: bigint; fact: FactRow }[]
  >(Prisma.sql`
    SELECT assignment_id, entry_id, ${selectFact("fact")} AS fact FROM performance_facts AS fact
    WHERE organization_id = ${organizationId} AND user_id = ${userId}`);
  return new Map(
    rows.map((row) => [row.assignment_id, { fact: readFact(row.fact), entryId: row.entry_id }]),
  );
}

/** A member's entries in the order in which they were appended, after one of them. */
export async function listPrintedEntries(
  database: Database,
  organizationId: number,
  userId: number,
  after: bigint,
  limit: number,
): Promise<readonly PrintedEntry[]> {
  const rows = await database.$queryRaw<(EntryRow & { printed: PrintedEntry["printed"] })[]>(
    Prisma.sql`
    SELECT ${selectEntry}, json_build_object(
        'onTimeRatio', on_time_ratio, 'skillAccuracy', skill_accuracy,
        'difficultyFactor', difficulty_factor, 'averageCompletionTime', avg_completion_time,
        'averageCompletionSpeed', avg_completion_speed) AS printed
    FROM performance_logs AS entry
    WHERE entry.organization_id = ${organizationId} AND entry.user_id = ${userId}
      AND entry.id > ${after}
    ORDER BY entry.id LIMIT ${limit}`,
  );
  return rows.map((row) => ({ ...readEntry(row), printed: row.printed }));
}
