import "server-only";
import { jsonObject } from "@/lib/db/json";
import { type Row, withAliases } from "@/lib/db/kysely";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";

/** A milestone state as selected by `selectMilestoneState`. */
export type MilestoneStateRow = {
  readonly hard_tasks: number;
  readonly on_time_streak: number;
  readonly longest_on_time_streak: number;
  readonly last_completed_at: string | null;
  readonly last_assignment_id: number | null;
  readonly evaluated_on: LocalDate | null;
};

const performance = withAliases<{ performance: "user_performance" }>();

/** The milestone state of a member, of `user_performance AS performance`. */
export const selectMilestoneState = jsonObject({
  hard_tasks: performance.ref("performance.hard_tasks"),
  on_time_streak: performance.ref("performance.on_time_streak"),
  longest_on_time_streak: performance.ref("performance.longest_on_time_streak"),
  last_completed_at: performance.ref("performance.last_completed_at"),
  last_assignment_id: performance.ref("performance.last_assignment_id"),
  evaluated_on: performance.ref("performance.evaluated_on"),
});

/** @param tasks from the sums of the same row. */
export function toMilestoneState(row: MilestoneStateRow, tasks: number): MilestoneState {
  const { last_completed_at: lastAt, last_assignment_id: lastId } = row;
  return {
    tally: {
      tasks,
      hardTasks: row.hard_tasks,
      streak: { current: row.on_time_streak, longest: row.longest_on_time_streak },
    },
    last:
      lastAt === null || lastId === null
        ? null
        : { completedAt: new Date(lastAt), assignmentId: BigInt(lastId) },
    evaluatedOn: row.evaluated_on,
  };
}

/** The columns of a milestone state; its tasks are among the sums. */
export function toMilestoneStateColumns({ tally, last, evaluatedOn }: MilestoneState) {
  return {
    hard_tasks: tally.hardTasks,
    on_time_streak: tally.streak.current,
    longest_on_time_streak: tally.streak.longest,
    last_completed_at: last?.completedAt ?? null,
    last_assignment_id: last?.assignmentId ?? null,
    evaluated_on: evaluatedOn,
  };
}

export const milestoneStateColumns = [
  "hard_tasks",
  "on_time_streak",
  "longest_on_time_streak",
  "last_completed_at",
  "last_assignment_id",
  "evaluated_on",
] as const satisfies readonly (keyof Row<"user_performance">)[];
