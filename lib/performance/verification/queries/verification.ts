import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { StoredLedgerEntry } from "@/lib/performance/domain/ledger/check-ledger";
import type { DueChange } from "@/lib/performance/domain/scoring/due-rule";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { DifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { AssignmentId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import {
  selectCountedFact,
  selectDueChanges,
  selectStoredFact,
  toDueChange,
  toFact,
} from "@/lib/performance/ledger/queries/fact-columns";
import {
  entryColumns,
  selectEntrySums,
  toEntry,
} from "@/lib/performance/ledger/queries/ledger-entries";
import {
  selectMilestoneState,
  toMilestoneState,
} from "@/lib/performance/ledger/queries/milestone-state-columns";
import { readSums, runningSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

/** A member's stored state without facts, ledger and snapshots. */
export type StoredPerformance = {
  readonly userId: MemberId;
  readonly sums: Sums;
  readonly score: ScoreHundredths | null;
  readonly provisional: boolean;
  readonly policyVersion: number;
  readonly newestEntryId: LedgerEntryId | null;
  readonly newestEntryAt: Date | null;
  readonly isActive: boolean;
  readonly isMemberActive: boolean;
  readonly milestoneState: MilestoneState;
};

/** The number of members. */
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
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users as member")
      .innerJoin("user_performance as performance", (join) =>
        join
          .onRef("performance.organization_id", "=", "member.organization_id")
          .onRef("performance.user_id", "=", "member.id"),
      )
      .select((eb) => [
        ...(["performance.user_id", "performance.score", "performance.provisional"] as const),
        ...(["performance.policy_version", "performance.newest_entry_id"] as const),
        ...(["performance.newest_entry_at", "performance.is_active"] as const),
        selectSums(runningSums, "performance").as("sums"),
        selectMilestoneState.as("milestone_state"),
        sql<boolean>`${eb.ref("member.deactivated_at")} is null`.as("is_member_active"),
      ])
      .where("member.organization_id", "=", organizationId)
      .where("member.id", ">", after)
      .orderBy("member.id")
      .limit(limit),
  );
  return rows.map((row) => {
    const sums = readSums(row.sums);
    return {
      userId: row.user_id,
      sums,
      score: row.score,
      provisional: row.provisional,
      policyVersion: row.policy_version,
      newestEntryId: row.newest_entry_id,
      newestEntryAt: row.newest_entry_at,
      isActive: row.is_active,
      isMemberActive: row.is_member_active,
      milestoneState: toMilestoneState(row.milestone_state, sums.tasks),
    };
  });
}

/** A completed assignment: the sources of a fact, and the stored fact. */
export type CompletedAssignment = {
  readonly id: AssignmentId;
  readonly assignedAt: Date | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly completedAt: Date;
  readonly completedPrecision: "time" | "day";
  readonly skillMatch: MatchTenThousandths | null;
  readonly difficulty: DifficultyHundredths | null;
  readonly fact: Fact;
  readonly dueChanges: readonly DueChange[];
};

/** The completed assignments of some members, each member's in the order of completion. */
export async function listCompletedAssignments(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly CompletedAssignment[]>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignments as assignment")
      .select((eb) => [
        ...(["assignment.user_id", "assignment.id", "assignment.assigned_at"] as const),
        ...(["assignment.started_at", "assignment.due_at"] as const),
        ...(["assignment.skill_match", "assignment.difficulty"] as const),
        "assignment.completed_precision",
        eb.ref("assignment.completed_at").$notNull().as("completed_at"),
        selectStoredFact.$notNull().as("fact"),
        selectDueChanges.as("due_changes"),
      ])
      .where("assignment.organization_id", "=", organizationId)
      .where("assignment.user_id", "=", anyOf(userIds))
      .where("assignment.status", "=", "completed")
      .orderBy("assignment.completed_at")
      .orderBy("assignment.id"),
  );
  return groupByMember(rows, (row) => ({
    id: row.id,
    assignedAt: row.assigned_at,
    startedAt: row.started_at,
    dueAt: row.due_at,
    completedAt: row.completed_at,
    completedPrecision: row.completed_precision,
    skillMatch: row.skill_match,
    difficulty: row.difficulty,
    fact: toFact(row.fact),
    dueChanges: row.due_changes.map(toDueChange),
  }));
}

/** An applied fact and its assignment. */
export type AppliedFact = { readonly assignmentId: AssignmentId; readonly fact: Fact };

/** The applied facts of some members. */
export async function listAppliedFacts(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly AppliedFact[]>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("performance_facts as fact")
      .select(["fact.user_id", "fact.assignment_id", selectCountedFact.$notNull().as("fact")])
      .where("fact.organization_id", "=", organizationId)
      .where("fact.user_id", "=", anyOf(userIds)),
  );
  return groupByMember(rows, (row) => ({
    assignmentId: row.assignment_id,
    fact: toFact(row.fact),
  }));
}

/** The entries of some members, each member's in the order in which they were appended. */
export async function listStoredLedgerEntries(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly StoredLedgerEntry[]>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("performance_logs as entry")
      .select(entryColumns)
      .select(["entry.user_id", selectEntrySums])
      .select([
        "entry.on_time_ratio",
        "entry.skill_accuracy",
        "entry.difficulty_factor",
        "entry.avg_completion_time",
        "entry.avg_completion_speed",
      ])
      .where("entry.organization_id", "=", organizationId)
      .where("entry.user_id", "=", anyOf(userIds))
      .orderBy("entry.id"),
  );
  return groupByMember(rows, (row) => ({
    ...toEntry(row),
    metrics: {
      onTimeRatio: row.on_time_ratio,
      skillAccuracy: row.skill_accuracy,
      difficultyFactor: row.difficulty_factor,
      averageCompletionTime: row.avg_completion_time,
      averageCompletionSpeed: row.avg_completion_speed,
    },
  }));
}

/** Rows by their member, in the order in which they came. */
function groupByMember<Row extends { readonly user_id: number }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): ReadonlyMap<MemberId, readonly Value[]> {
  const members = new Map<MemberId, Value[]>();
  for (const row of rows) {
    const values = members.get(row.user_id);
    if (values === undefined) members.set(row.user_id, [read(row)]);
    else values.push(read(row));
  }
  return members;
}
