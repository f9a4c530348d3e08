import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { assignColumns, columnList, type JsonRow, selectJsonRows } from "@/lib/db/json-rows";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { toFactColumns } from "./fact-columns";
import { milestoneStateColumns, toMilestoneStateColumns } from "./position-columns";
import {
  cumulativeSums,
  dailySums,
  ledgerSums,
  listSumColumns,
  runningSums,
  toSumColumns,
} from "./sum-columns";

/** What becomes of one member, whose row the transaction holds. */
export type MemberLedgerChange = {
  readonly userId: number;
  /** In the order in which they take effect; at least one. */
  readonly entries: readonly LedgerEntry[];
  readonly changedSnapshots: readonly Snapshot[];
  readonly removedSnapshots: readonly LocalDate[];
  /** Snapshots from this day on were amended; null: none was, they only grew. */
  readonly amendedFrom: LocalDate | null;
  /** Where their work stands for milestones, as far as that follows from the entries alone. */
  readonly position: MilestoneState;
};

export type LedgerChanges = {
  readonly organizationId: number;
  readonly actorId: number | null;
  readonly now: Date;
  readonly members: readonly MemberLedgerChange[];
  /** The facts that count from now on, each with an entry among the members'. */
  readonly counted: readonly {
    readonly assignmentId: bigint;
    readonly userId: number;
    readonly fact: Fact;
  }[];
  /** Assignments for which nothing counts any more. */
  readonly uncounted: readonly bigint[];
};

export type WrittenEntry = {
  readonly id: bigint;
  readonly userId: number;
  readonly assignmentId: bigint | null;
};

/**
 * Appends entries and moves with them, in one statement, the counted facts, the running sums and the snapshots.
 * Answers the new entries' ids, in the order of the entries.
 */
export async function writeLedger(
  transaction: Transaction,
  changes: LedgerChanges,
): Promise<readonly WrittenEntry[]> {
  const { organizationId } = changes;
  const rows = await transaction.$queryRaw<
    { id: bigint; user_id: number; assignment_id: bigint | null }[]
  >(Prisma.sql`
    WITH entry AS (${insertEntries(changes)}),
    counted AS (${upsertFacts(changes)}),
    uncounted AS (
      DELETE FROM performance_facts
      WHERE organization_id = ${organizationId} AND assignment_id = ANY (${[...changes.uncounted]}::bigint[])
    ),
    standing AS (${updateStandings(changes)}),
    changed_snapshot AS (${upsertSnapshots(changes)}),
    removed_snapshot AS (${deleteSnapshots(changes)})
    SELECT id, user_id, assignment_id FROM entry ORDER BY id`);
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    assignmentId: row.assignment_id,
  }));
}

const sumsOfEntry = listSumColumns(ledgerSums);
const entryColumns = [
  ...["organization_id", "user_id", "assignment_id", "kind", "created_at", "recorded_at"],
  ...["actor_id", "corrects", "policy_version", "on_time_ratio", "skill_accuracy"],
  ...["difficulty_factor", "avg_completion_time", "avg_completion_speed", "performance_score"],
  ...["score_change", "points_on_time", "points_skill", "points_difficulty"],
  ...["contribution_on_time", "contribution_skill", "contribution_difficulty"],
  ...sumsOfEntry,
];

/** Ids are given in the order of the rows, so a member's newest entry has the largest. */
function insertEntries({ organizationId, actorId, members }: LedgerChanges): Prisma.Sql {
  const rows = members.flatMap(({ userId, entries }) =>
    entries.map((entry) => ({
      organization_id: organizationId,
      user_id: userId,
      actor_id: actorId,
      ...columnsOfEntry(entry),
    })),
  );
  return Prisma.sql`
    INSERT INTO performance_logs (${columnList(entryColumns)})
    SELECT ${columnList(entryColumns)} FROM ${selectJsonRows("performance_logs", rows)} AS row
    RETURNING id, user_id, assignment_id`;
}

function columnsOfEntry(entry: LedgerEntry): JsonRow {
  const metrics = computeMetrics(entry.sums);
  return {
    assignment_id: entry.assignmentId,
    kind: entry.kind,
    created_at: entry.createdAt,
    recorded_at: entry.recordedAt,
    corrects: entry.corrects,
    policy_version: entry.policyVersion,
    on_time_ratio: metrics.onTimeRatio.value,
    skill_accuracy: metrics.skillAccuracy.value,
    difficulty_factor: metrics.difficultyFactor.value,
    avg_completion_time: metrics.averageCompletionTime.value,
    avg_completion_speed: metrics.averageCompletionSpeed.value,
    performance_score: entry.score,
    score_change: entry.scoreChange,
    points_on_time: entry.points.onTime,
    points_skill: entry.points.skill,
    points_difficulty: entry.points.difficulty,
    contribution_on_time: entry.contributions.onTime,
    contribution_skill: entry.contributions.skill,
    contribution_difficulty: entry.contributions.difficulty,
    ...toSumColumns(ledgerSums, entry.sums),
  };
}

const factColumns = [
  ...["completed_at", "completed_on", "on_time", "early_seconds", "duration_seconds"],
  ...["skill_match", "difficulty"],
];

function upsertFacts({ organizationId, counted }: LedgerChanges): Prisma.Sql {
  const rows = counted.map(({ assignmentId, userId, fact }) => ({
    assignment_id: assignmentId,
    user_id: userId,
    ...toFactColumns(fact),
  }));
  return Prisma.sql`
    INSERT INTO performance_facts (organization_id, assignment_id, user_id, entry_id, ${columnList(factColumns)})
    SELECT ${organizationId}, assignment_id, user_id, entry.id, ${columnList(factColumns)}
    FROM ${selectJsonRows("performance_facts", rows)} AS row
    JOIN entry USING (assignment_id, user_id)
    ON CONFLICT (organization_id, assignment_id)
    DO UPDATE SET ${assignColumns(["user_id", "entry_id", ...factColumns], "excluded")}`;
}

function updateStandings({ organizationId, members }: LedgerChanges): Prisma.Sql {
  const columns = [
    ...["score", "provisional", "policy_version", "newest_entry_at"],
    ...listSumColumns(runningSums),
    ...milestoneStateColumns,
  ];
  const rows = members.flatMap(({ userId, entries, position }) => {
    const newest = entries.at(-1);
    if (newest === undefined) return [];
    return {
      user_id: userId,
      score: newest.score,
      provisional: newest.provisional,
      policy_version: newest.policyVersion,
      newest_entry_at: newest.createdAt,
      ...toSumColumns(runningSums, newest.sums),
      ...toMilestoneStateColumns(position),
    };
  });
  return Prisma.sql`
    UPDATE user_performance AS performance
    SET newest_entry_id = newest.id, ${assignColumns(columns, "row")}
    FROM ${selectJsonRows("user_performance", rows)} AS row
    JOIN (SELECT user_id, max(id) AS id FROM entry GROUP BY user_id) AS newest USING (user_id)
    WHERE performance.organization_id = ${organizationId} AND performance.user_id = row.user_id`;
}

const snapshotFigures = [
  ...["daily_on_time_ratio", "cumulative_on_time_ratio"],
  ...["daily_performance_score", "cumulative_performance_score"],
  ...listSumColumns(dailySums),
  ...listSumColumns(cumulativeSums),
];

function upsertSnapshots({ organizationId, now, members }: LedgerChanges): Prisma.Sql {
  const rows = members.flatMap(({ userId, changedSnapshots, amendedFrom }) =>
    changedSnapshots.map((snapshot) => ({
      user_id: userId,
      snapshot_date: snapshot.date,
      daily_on_time_ratio: computeMetrics(snapshot.day).onTimeRatio.value,
      cumulative_on_time_ratio: computeMetrics(snapshot.cumulative).onTimeRatio.value,
      daily_performance_score: snapshot.dailyScore,
      cumulative_performance_score: snapshot.cumulativeScore,
      amended_at: amendedFrom !== null && snapshot.date >= amendedFrom ? now : null,
      ...toSumColumns(dailySums, snapshot.day),
      ...toSumColumns(cumulativeSums, snapshot.cumulative),
    })),
  );
  return Prisma.sql`
    INSERT INTO performance_snapshots AS stored
      (organization_id, user_id, snapshot_date, created_at, amended_at, ${columnList(snapshotFigures)})
    SELECT ${organizationId}, user_id, snapshot_date, ${now}, amended_at, ${columnList(snapshotFigures)}
    FROM ${selectJsonRows("performance_snapshots", rows)} AS row
    ON CONFLICT (organization_id, user_id, snapshot_date)
    DO UPDATE SET amended_at = coalesce(excluded.amended_at, stored.amended_at),
      ${assignColumns(snapshotFigures, "excluded")}`;
}

function deleteSnapshots({ organizationId, members }: LedgerChanges): Prisma.Sql {
  const removed = members.flatMap(({ userId, removedSnapshots }) =>
    removedSnapshots.map((date) => ({ userId, date })),
  );
  return Prisma.sql`
    DELETE FROM performance_snapshots AS stored
    USING unnest(${removed.map(({ userId }) => userId)}::int[],
      ${removed.map(({ date }) => date)}::date[]) AS removed (user_id, snapshot_date)
    WHERE stored.organization_id = ${organizationId} AND stored.user_id = removed.user_id
      AND stored.snapshot_date = removed.snapshot_date`;
}
