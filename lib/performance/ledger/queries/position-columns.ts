import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";

/** A position as selected by `selectMilestoneState`. */
export type MilestoneStateRow = {
  readonly hard: number;
  readonly streak: number;
  readonly longest: number;
  readonly last_at: string | null;
  readonly last_id: number | null;
  readonly evaluated_on: LocalDate | null;
};

/** Where a member's work stands for milestones, of `user_performance AS performance`. */
export const selectMilestoneState = Prisma.sql`json_build_object(
  'hard', performance.hard_tasks, 'streak', performance.on_time_streak,
  'longest', performance.longest_on_time_streak, 'last_at', performance.last_completed_at,
  'last_id', performance.last_assignment_id, 'evaluated_on', performance.evaluated_on)`;

/** @param tasks stands in the same row, among the sums. */
export function readMilestoneState(row: MilestoneStateRow, tasks: number): MilestoneState {
  const { last_at: lastAt, last_id: lastId } = row;
  return {
    tally: {
      tasks,
      hardTasks: row.hard,
      streak: { current: row.streak, longest: row.longest },
    },
    last:
      lastAt === null || lastId === null
        ? null
        : { completedAt: new Date(lastAt), assignmentId: BigInt(lastId) },
    evaluatedOn: row.evaluated_on,
  };
}

/** The columns of a position; its tasks are among the sums. */
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
  ...["hard_tasks", "on_time_streak", "longest_on_time_streak", "last_completed_at"],
  ...["last_assignment_id", "evaluated_on"],
];
