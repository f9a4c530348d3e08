import { countWholeSeconds, type Seconds } from "@/lib/performance/domain/units/seconds";

/** How a completion compares with its due date; both are null without one. */
export type OnTime = {
  /** Whether it was completed at its due date or before. */
  readonly onTime: boolean | null;
  /** Due minus completed, positive is early. */
  readonly earlySeconds: Seconds | null;
};

/**
 * A completion is on time at its due date and before, to the millisecond: seconds are rounded down, so that
 * `earlySeconds` is negative from the first millisecond after it.
 */
export function computeOnTime(dueAt: Date | null, completedAt: Date): OnTime {
  if (dueAt === null) return { onTime: null, earlySeconds: null };
  const earlySeconds = countWholeSeconds(completedAt, dueAt);
  return { onTime: earlySeconds >= 0, earlySeconds };
}
