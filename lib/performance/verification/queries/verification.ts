import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { StoredLedgerEntry } from "@/lib/performance/domain/ledger/check-ledger";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { type FactRow, readFact, selectFact } from "@/lib/performance/ledger/queries/fact-columns";
import {
  type EntryRow,
  readEntry,
  selectEntry,
} from "@/lib/performance/ledger/queries/ledger-entries";
import {
  type MilestoneStateRow,
  readMilestoneState,
  selectMilestoneState,
} from "@/lib/performance/ledger/queries/position-columns";
import { runningSums, selectSums, toSums } from "@/lib/performance/ledger/queries/sum-columns";

/** What is stored of a member beside their facts, ledger and snapshots. */
export type StoredPerformance = {
  readonly userId: number;
  readonly sums: Sums;
  readonly score: number | null;
  readonly provisional: boolean;
  readonly policyVersion: number;
  readonly newestEntryId: bigint | null;
  readonly newestEntryAt: Date | null;
  readonly isActive: boolean;
  readonly isMemberActive: boolean;
  readonly work: MilestoneState;
};

/** How many members `listMemberSummaries` lists in all. */
export async function countMemberSummaries(
  database: Database,
  organizationId: number,
): Promise<number> {
  return database.userPerformance.count({ where: { organizationId } });
}

/** Some members in the order of their ids, after one of them. */
export async function listMemberSummaries(
  database: Database | Transaction,
  organizationId: number,
  after: number,
  limit: number,
): Promise<readonly StoredPerformance[]> {
  const rows = await database.$queryRaw<
    (Omit<StoredPerformance, "sums" | "work"> & { sums: number[]; work: MilestoneStateRow })[]
  >(Prisma.sql`
    SELECT member.id AS "userId", ${toPrismaSql(selectSums(runningSums, "performance"))} AS sums, score, provisional,
      policy_version AS "policyVersion", newest_entry_id AS "newestEntryId",
      newest_entry_at AS "newestEntryAt", is_active AS "isActive",
      member.deactivated_at IS NULL AS "isMemberActive", ${selectMilestoneState} AS work
    FROM users AS member
    JOIN user_performance AS performance ON performance.organization_id = member.organization_id
      AND performance.user_id = member.id
    WHERE member.organization_id = ${organizationId} AND member.id > ${after}
    ORDER BY member.id LIMIT ${limit}`);
  return rows.map((row) => {
    const sums = toSums(row.sums);
    return { ...row, sums, work: readMilestoneState(row.work, sums.tasks) };
  });
}

/** A completed assignment: what a fact is taken from, and the fact that was. */
export type CompletedAssignment = {
  readonly id: bigint;
  readonly assignedAt: Date | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly completedAt: Date;
  readonly skillMatch: number | null;
  readonly difficulty: number | null;
  readonly fact: Fact;
};

/** The completed assignments of some members, each member's in the order of completion. */
export async function listCompletedAssignments(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly CompletedAssignment[]>> {
  const rows = await database.$queryRaw<
    (Omit<CompletedAssignment, "fact"> & { user_id: number; fact: FactRow })[]
  >(Prisma.sql`
    SELECT user_id, id, assigned_at AS "assignedAt", started_at AS "startedAt", due_at AS "dueAt",
      completed_at AS "completedAt", skill_match AS "skillMatch", difficulty,
      ${selectFact("assignment")} AS fact
    FROM assignments AS assignment
    WHERE organization_id = ${organizationId} AND user_id = ANY (${[...userIds]}::int[])
      AND status = 'completed'
    ORDER BY completed_at, id`);
  return byMember(rows, ({ user_id: _, ...row }) => ({ ...row, fact: readFact(row.fact) }));
}

/** A fact that counts, and its assignment. */
export type AppliedFact = { readonly assignmentId: bigint; readonly fact: Fact };

/** The facts that count for some members. */
export async function listAppliedFacts(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly AppliedFact[]>> {
  const rows = await database.$queryRaw<
    { user_id: number; assignment_id: bigint; fact: FactRow }[]
  >(Prisma.sql`
    SELECT user_id, assignment_id, ${selectFact("fact")} AS fact FROM performance_facts AS fact
    WHERE organization_id = ${organizationId} AND user_id = ANY (${[...userIds]}::int[])`);
  return byMember(rows, (row) => ({ assignmentId: row.assignment_id, fact: readFact(row.fact) }));
}

/** The entries of some members, each member's in the order in which they were appended. */
export async function listStoredLedgerEntries(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly StoredLedgerEntry[]>> {
  const rows = await database.$queryRaw<
    (EntryRow & { user_id: number; printed: readonly (number | null)[] })[]
  >(Prisma.sql`
    SELECT entry.user_id, ${selectEntry}, ARRAY[on_time_ratio, skill_accuracy, difficulty_factor,
        avg_completion_time, avg_completion_speed] AS printed
    FROM performance_logs AS entry
    WHERE entry.organization_id = ${organizationId}
      AND entry.user_id = ANY (${[...userIds]}::int[])
    ORDER BY entry.id`);
  return byMember(rows, (row) => ({ ...readEntry(row), metrics: printedOf(row.printed) }));
}

function printedOf(printed: readonly (number | null)[]): StoredLedgerEntry["metrics"] {
  const [onTimeRatio = null, skillAccuracy = null, difficultyFactor = null, ...averages] = printed;
  const [averageCompletionTime = null, averageCompletionSpeed = null] = averages;
  const ratios = { onTimeRatio, skillAccuracy, difficultyFactor };
  return { ...ratios, averageCompletionTime, averageCompletionSpeed };
}

/** Rows by the member whose they are, in the order in which they came. */
function byMember<Row extends { readonly user_id: number }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): ReadonlyMap<number, readonly Value[]> {
  const members = new Map<number, Value[]>();
  for (const row of rows) {
    const values = members.get(row.user_id);
    if (values === undefined) members.set(row.user_id, [read(row)]);
    else values.push(read(row));
  }
  return members;
}
