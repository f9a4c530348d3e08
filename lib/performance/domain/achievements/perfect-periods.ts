import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { isRangeOver } from "@/lib/performance/domain/time/weeks";
import type { PeriodRule, ReachedMilestone } from "./milestone-rules";

/** The completions with a due date of one week or month. */
export type DueCompletions = {
  readonly period: Period;
  readonly due: number;
  readonly onTime: number;
  readonly last: Completion;
};

/** Groups completions with a due date by week or month, ascending; a period without any is left out. */
export function groupDueCompletions(
  ordered: readonly Completion[],
  toPeriod: (date: LocalDate) => Period,
): readonly DueCompletions[] {
  const periods = new Map<LocalDate, Period>();
  const groups = new Map<LocalDate, DueCompletions>();
  for (const completion of ordered) {
    const { completedOn, onTime } = completion.fact;
    if (onTime === null) continue;
    const period = periods.get(completedOn) ?? toPeriod(completedOn);
    periods.set(completedOn, period);
    const group = groups.get(period.from);
    groups.set(period.from, {
      period,
      due: (group?.due ?? 0) + 1,
      onTime: (group?.onTime ?? 0) + (onTime ? 1 : 0),
      last: completion,
    });
  }
  return [...groups.values()].sort((left, right) =>
    left.period.from < right.period.from ? -1 : 1,
  );
}

/**
 * Awards a perfect week or month: the first one that is over and has enough completions with a due date, all on time.
 * Its last such completion reached the milestone. Null when there is none yet.
 */
export function findPerfectPeriodMilestone(
  { type, threshold }: PeriodRule,
  groups: readonly DueCompletions[],
  today: LocalDate,
): ReachedMilestone | null {
  const perfect = groups.find(
    ({ period, due, onTime }) => due >= threshold && onTime === due && isRangeOver(period, today),
  );
  if (perfect === undefined) return null;
  return {
    type,
    value: perfect.due,
    reachedAt: perfect.last.fact.completedAt,
    assignmentId: perfect.last.assignmentId,
    entryId: null,
    period: perfect.period,
  };
}

/** The completions of a week or month with a due date, while all are on time; else 0, and how many are late. */
export function measurePeriod(
  groups: readonly DueCompletions[],
  from: LocalDate,
): { readonly value: number; readonly late: number } {
  const { due, onTime } = groups.find(({ period }) => period.from === from) ?? NONE_DUE;
  return { value: onTime === due ? due : 0, late: due - onTime };
}

const NONE_DUE = { due: 0, onTime: 0 };
