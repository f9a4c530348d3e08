import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import type { RecordedFields } from "./replay-changes";

/**
 * What is worth asking about; never a verdict, and nothing is scored by it. `due_moved_after`: a due date was moved
 * after it had passed, or to one that had. `measure_changed_late`: difficulty or skill match changed within an hour
 * before the completion, or after it.
 */
export const CHANGE_SIGNALS = ["due_moved_after", "measure_changed_late"] as const;
export type ChangeSignal = (typeof CHANGE_SIGNALS)[number];

const LATE_MILLISECONDS = 3_600_000;

/** 0.3: a given skill match that is further from what the levels give is worth asking about. */
const FAR_MATCH = 3000;

export type SignalledChange = {
  /** Null for the first of the record. */
  readonly before: RecordedFields | null;
  readonly after: RecordedFields;
  readonly createdAt: Date;
  readonly wasDuePassed: boolean | null;
  readonly isDuePassed: boolean | null;
};

/** @param completedAt of the assignment as it is now; null where it is not completed. */
export function listChangeSignals(
  { before, after, createdAt, wasDuePassed, isDuePassed }: SignalledChange,
  completedAt: Date | null,
): readonly ChangeSignal[] {
  if (before === null) return [];
  const isDueMoved = typeof before.due_at === "number" && "due_at" in after;
  const isLate =
    completedAt !== null && createdAt.getTime() >= completedAt.getTime() - LATE_MILLISECONDS;
  const isMeasureChanged = "difficulty" in after || "skill_match" in after;
  return [
    ...(isDueMoved && (wasDuePassed === true || isDuePassed === true)
      ? (["due_moved_after"] as const)
      : []),
    ...(isLate && isMeasureChanged ? (["measure_changed_late"] as const) : []),
  ];
}

/** Whether a given skill match is more than 0.3 from what the levels give. False where either is not known. */
export function isMatchFar(
  given: MatchTenThousandths | null,
  byLevels: MatchTenThousandths | null,
): boolean {
  return given !== null && byLevels !== null && Math.abs(given - byLevels) > FAR_MATCH;
}
