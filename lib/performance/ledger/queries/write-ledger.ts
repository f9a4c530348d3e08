import "server-only";
import type { RawBuilder } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { copyColumns, defineRowset } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo } from "@/lib/db/sql-values";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type {
  ActorId,
  AssignmentId,
  LedgerEntryId,
  MemberId,
} from "@/lib/performance/domain/units/ids";
import { toFactColumns } from "./fact-columns";
import { milestoneStateColumns, toMilestoneStateColumns } from "./milestone-state-columns";
import {
  deleteSnapshots,
  type SnapshotChanges,
  snapshotRows,
  toSnapshotRows,
  upsertSnapshots,
} from "./snapshots";
import { ledgerSums, listSumColumns, runningSums, toSumColumns } from "./sum-columns";

/** The changes of one member, whose row the transaction has locked. */
export type MemberLedgerChange = SnapshotChanges & {
  /** In the order of their effect; at least one. */
  readonly entries: readonly LedgerEntry[];
  /** The milestone state after the entries. */
  readonly milestoneState: MilestoneState;
};

export type LedgerChanges = {
  readonly organizationId: number;
  readonly actorId: ActorId | null;
  readonly now: Date;
  readonly members: readonly MemberLedgerChange[];
  /** The newly applied facts, each with an entry of a member. */
  readonly counted: readonly {
    readonly assignmentId: AssignmentId;
    readonly userId: MemberId;
    readonly fact: Fact;
  }[];
  /** Assignments without an applied fact from now on. */
  readonly uncounted: readonly bigint[];
};

export type WrittenEntry = {
  readonly id: LedgerEntryId;
  readonly userId: MemberId;
  readonly assignmentId: AssignmentId | null;
};

/**
 * Appends entries and updates, in the same statement, the applied facts, the running sums and the snapshots. Returns
 * the new entries' ids in the order of the entries.
 */
export async function writeLedger(
  transaction: Transaction,
  changes: LedgerChanges,
): Promise<readonly WrittenEntry[]> {
  const { organizationId, now, members } = changes;
  const removed = members.flatMap(({ userId, removedSnapshots }) =>
    removedSnapshots.map((date) => ({ userId, date })),
  );
  const rows = await selectRows(
    transaction,
    writeAll({
      organizationId,
      now,
      entries: entryRows.toJson(toEntryRows(changes)),
      facts: factRows.toJson(toFactRows(changes)),
      uncounted: changes.uncounted,
      summaries: summaryRows.toJson(members.flatMap(toSummaryRows)),
      snapshots: snapshotRows.toJson(toSnapshotRows(members, now)),
      removedUserIds: removed.map(({ userId }) => userId),
      removedDates: removed.map(({ date }) => date),
    }),
  );
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    assignmentId: row.assignment_id,
  }));
}

type Values = {
  organizationId: number;
  now: Date;
  /** JSON, as are the facts, the summaries and the snapshots. */
  entries: string;
  facts: string;
  uncounted: readonly bigint[];
  summaries: string;
  snapshots: string;
  removedUserIds: readonly MemberId[];
  removedDates: readonly LocalDate[];
};

const writeAll = compileOnce((value: Placeholders<Values>) => {
  const organizationId = castTo(value.organizationId, "int4");
  return kysely
    .with("entry", () => insertEntries(value.entries))
    .with("counted", (db) =>
      db
        .insertInto("performance_facts")
        .columns(["organization_id", "entry_id", ...factRows.columns])
        .expression(
          db
            .selectFrom(factRows.asRow(value.facts))
            .innerJoin("entry", (join) =>
              join
                .onRef("entry.assignment_id", "=", "row.assignment_id")
                .onRef("entry.user_id", "=", "row.user_id"),
            )
            .select([organizationId.as("organization_id"), "entry.id as entry_id"])
            .select(factRows.columns.map((column) => `row.${column}` as const)),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["organization_id", "assignment_id"])
            .doUpdateSet(
              copyColumns("performance_facts", ["entry_id", "user_id", ...factColumns], "excluded"),
            ),
        ),
    )
    .with("uncounted", (db) =>
      db
        .deleteFrom("performance_facts")
        .where("performance_facts.organization_id", "=", organizationId)
        .where("performance_facts.assignment_id", "=", anyOf(value.uncounted)),
    )
    .with("summary", (db) =>
      db
        .updateTable("user_performance as performance")
        .from(summaryRows.asRow(value.summaries))
        .innerJoin(
          db
            .selectFrom("entry")
            .select((eb) => ["entry.user_id", eb.fn.max("entry.id").as("id")])
            .groupBy("entry.user_id")
            .as("newest"),
          "newest.user_id",
          "row.user_id",
        )
        .set((eb) => ({
          newest_entry_id: eb.ref("newest.id"),
          ...copyColumns("user_performance", summaryColumns, "row"),
        }))
        .where("performance.organization_id", "=", organizationId)
        .whereRef("performance.user_id", "=", "row.user_id"),
    )
    .with("changed_snapshot", () =>
      upsertSnapshots(organizationId, castTo(value.now, "timestamptz"), value.snapshots),
    )
    .with("removed_snapshot", () =>
      deleteSnapshots(organizationId, value.removedUserIds, value.removedDates),
    )
    .selectFrom("entry")
    .select(["entry.id", "entry.user_id", "entry.assignment_id"])
    .orderBy("entry.id");
});

const entryRows = defineRowset("performance_logs", [
  ...(["organization_id", "user_id", "assignment_id", "kind", "created_at"] as const),
  ...(["recorded_at", "actor_id", "corrects", "policy_version", "on_time_ratio"] as const),
  ...(["skill_accuracy", "difficulty_factor", "avg_completion_time"] as const),
  ...(["avg_completion_speed", "performance_score", "score_change"] as const),
  ...(["points_on_time", "points_skill", "points_difficulty"] as const),
  ...(["contribution_on_time", "contribution_skill", "contribution_difficulty"] as const),
  ...listSumColumns(ledgerSums),
]);

/** Assigns ids in the order of the rows, so a member's newest entry has the largest. */
function insertEntries(json: RawBuilder<string>) {
  return kysely
    .insertInto("performance_logs")
    .columns(entryRows.columns)
    .expression(kysely.selectFrom(entryRows.asRow(json)).select(entryRows.columns))
    .returning(["id", "user_id", "assignment_id"]);
}

function toEntryRows({ organizationId, actorId, members }: LedgerChanges) {
  return members.flatMap(({ userId, entries }) =>
    entries.map((entry) => ({
      organization_id: organizationId,
      user_id: userId,
      actor_id: actorId,
      ...toEntryColumns(entry),
    })),
  );
}

function toEntryColumns(entry: LedgerEntry) {
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
  ...(["completed_at", "completed_on", "due_counted", "due_rule", "due_moved"] as const),
  ...(["due_moved_after", "due_moved_for_absence", "due_unrecorded"] as const),
  ...(["on_time", "early_seconds"] as const),
  ...(["duration_seconds", "skill_match", "difficulty"] as const),
] as const;
const factRows = defineRowset("performance_facts", [
  ...(["assignment_id", "user_id"] as const),
  ...factColumns,
]);

function toFactRows({ counted }: LedgerChanges) {
  return counted.map(({ assignmentId, userId, fact }) => ({
    assignment_id: assignmentId,
    user_id: userId,
    ...toFactColumns(fact),
  }));
}

const summaryColumns = [
  ...(["score", "provisional", "policy_version", "newest_entry_at"] as const),
  ...listSumColumns(runningSums),
  ...milestoneStateColumns,
] as const;
const summaryRows = defineRowset("user_performance", ["user_id", ...summaryColumns]);

function toSummaryRows({ userId, entries, milestoneState }: MemberLedgerChange) {
  const newest = entries.at(-1);
  if (newest === undefined) return [];
  return [
    {
      user_id: userId,
      score: newest.score,
      provisional: newest.provisional,
      policy_version: newest.policyVersion,
      newest_entry_at: newest.createdAt,
      ...toSumColumns(runningSums, newest.sums),
      ...toMilestoneStateColumns(milestoneState),
    },
  ];
}
