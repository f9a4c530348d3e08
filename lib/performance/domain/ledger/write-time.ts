/** The longest that a write waits for the lock of a member. Any longer, the clock of another server is ahead. */
const LONGEST_WAIT_MILLISECONDS = 60_000;

/**
 * The time of a write whose transaction holds the locks of its members: that of its request, or a millisecond after an
 * entry that was written while the request waited. So writes at the same time take effect in the order of their locks.
 */
export function getWriteTime(requestedAt: Date, newestEntries: readonly (Date | null)[]): Date {
  const latest = requestedAt.getTime() + LONGEST_WAIT_MILLISECONDS;
  const times = newestEntries.flatMap((entry) => (entry === null ? [] : entry.getTime() + 1));
  return new Date(Math.max(requestedAt.getTime(), ...times.filter((time) => time <= latest)));
}
