import type { MemberId } from "@/lib/performance/domain/units/ids";

/**
 * Which due date a completion is counted against. `latest`: the one at its completion. `first`: the first that was
 * recorded for the assignee. `agreed`: a later one only where, when it was set, both it and the one before were ahead.
 */
export const DUE_RULES = ["latest", "first", "agreed"] as const;

export type DueRule = (typeof DUE_RULES)[number];

/** A recorded change of an assignment, as far as it concerns its due date; absent fields did not change. */
export type DueChange = {
  readonly at: Date;
  /** Whether it is the first of the record, and whether the assignment was there before. */
  readonly event: "baseline" | "created" | "changed" | "deleted";
  readonly userId?: MemberId;
  readonly isCompleted?: boolean;
  readonly dueAt?: Date | null;
  /** `error`: it takes the place of a due date that was wrong. `absence`: the assignee was away. */
  readonly reason: "error" | "absence" | null;
};

/** The reason of a change. A contest is decided by another person than the assignee, as an error is corrected. */
export function toDueReason(
  source: string | null,
  reason: DueChange["reason"],
): DueChange["reason"] {
  return source === "contest" ? "error" : reason;
}

/** The due date that counts for a completion, and what is known of how it came about. */
export type CountedDue = {
  /** Null without a due date. */
  readonly dueCounted: Date | null;
  readonly dueRule: DueRule;
  /** Whether it was moved since the assignee has the assignment, other than for an absence. */
  readonly dueMoved: boolean;
  /** Whether it was moved so at least once after it had passed, or to one that had passed. */
  readonly dueMovedAfter: boolean;
  /** Whether it was moved for an absence. */
  readonly dueMovedForAbsence: boolean;
  /** Whether there is a due date that nothing says since when it was set. */
  readonly dueUnrecorded: boolean;
};

type DueState = {
  readonly current: Date | null;
  /** The one that counts by `first`, and by `agreed`. */
  readonly first: Date | null;
  readonly agreed: Date | null;
  readonly isMoved: boolean;
  readonly isMovedAfter: boolean;
  readonly isMovedForAbsence: boolean;
  readonly isUnrecorded: boolean;
  readonly isCompleted: boolean;
};

const NOTHING: DueState = {
  ...{ current: null, first: null, agreed: null, isMoved: false, isMovedAfter: false },
  ...{ isMovedForAbsence: false, isUnrecorded: false, isCompleted: false },
};

/**
 * Counts the due date of an assignment by a rule.
 *
 * @param changes the whole record, oldest first, with the change that completes the assignment.
 */
export function countDue(rule: DueRule, changes: readonly DueChange[]): CountedDue {
  const state = changes.reduce((before, change) => applyChange(rule, before, change), NOTHING);
  const dueCounted = rule === "latest" ? state.current : state[rule];
  return {
    dueCounted,
    dueRule: rule,
    dueMoved: state.isMoved,
    dueMovedAfter: state.isMovedAfter,
    dueMovedForAbsence: state.isMovedForAbsence,
    dueUnrecorded: state.isUnrecorded && dueCounted !== null,
  };
}

function applyChange(rule: DueRule, before: DueState, change: DueChange): DueState {
  const isCompleted = change.isCompleted ?? before.isCompleted;
  if (change.event === "baseline" || change.event === "created") {
    const isUnrecorded = change.event === "baseline" || isCompleted;
    return { ...begin(change.dueAt ?? null), isUnrecorded, isCompleted };
  }
  if (change.userId !== undefined) {
    return { ...begin(change.dueAt === undefined ? before.current : change.dueAt), isCompleted };
  }
  if (change.dueAt === undefined) return { ...before, isCompleted };
  // Only `latest` follows a due date that is changed once the work is done.
  const isTooLate = before.isCompleted && rule !== "latest" && change.reason !== "error";
  if (isTooLate) return { ...before, isCompleted, current: change.dueAt };
  return { ...move(before, change.dueAt, change), isCompleted };
}

function begin(dueAt: Date | null): DueState {
  return { ...NOTHING, current: dueAt, first: dueAt, agreed: dueAt };
}

function move(before: DueState, dueAt: Date | null, { at, reason }: DueChange): DueState {
  const isError = reason === "error";
  const isAbsence = reason === "absence";
  const isPassed = (date: Date | null) => date !== null && date < at;
  const isAgreed = isError
    ? isSame(before.agreed, before.current)
    : !isPassed(before.agreed) && !isPassed(dueAt);
  const isAnyPassed = isPassed(before.current) || isPassed(dueAt);
  const isFirst = isError ? isSame(before.first, before.current) : before.first === null;
  return {
    ...before,
    current: dueAt,
    first: isFirst ? dueAt : before.first,
    agreed: isAgreed ? dueAt : before.agreed,
    isMoved: before.isMoved || (!isAbsence && before.current !== null),
    isMovedAfter: before.isMovedAfter || (!isAbsence && before.current !== null && isAnyPassed),
    isMovedForAbsence: before.isMovedForAbsence || isAbsence,
  };
}

function isSame(left: Date | null, right: Date | null): boolean {
  return left?.getTime() === right?.getTime();
}
