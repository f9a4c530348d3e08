import type { Fact } from "@/lib/performance/domain/scoring/fact";
import { getPolicyInForce, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import {
  difference,
  equalSums,
  plus,
  type Sums,
  toSums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/**
 * A member's local day with at least one completion that counts: the sums of the day and all sums up to its end, as
 * known now. A pure function of the facts and the history of the policy.
 */
export type Snapshot = {
  readonly date: LocalDate;
  readonly day: Sums;
  readonly cumulative: Sums;
  /** Under the policy in force at the end of the day; null when no component counts. */
  readonly dailyScore: ScoreHundredths | null;
  /** Under the same policy; null when no component counts. */
  readonly cumulativeScore: ScoreHundredths | null;
};

/** The difference that changes make to the sums of one local day. */
export type DayChange = { readonly date: LocalDate; readonly delta: Sums };

export type SnapshotAmendment = {
  /** Snapshots that are new or differ from the stored ones, ascending. */
  readonly changed: readonly Snapshot[];
  /** Days left without a completion, ascending. */
  readonly removed: readonly LocalDate[];
};

/** @param facts all facts that count for a member, in any order. */
export function buildSnapshots(
  facts: Iterable<Fact>,
  policies: readonly ScoringPolicy[],
): Snapshot[] {
  const days = new Map<LocalDate, Sums>();
  for (const fact of facts) addToDay(days, fact.completedOn, toSums(fact));
  return accumulate(ZERO_SUMS, days, policies);
}

/**
 * Applies changes to stored snapshots. All of them are scored again, so an empty change on a day brings in a policy
 * that took effect on it.
 *
 * @param stored every snapshot from the first changed day on, ascending.
 * @param sumsBefore the member's running sums before the changes.
 * @param policies every version, ascending.
 * @throws RangeError when more is subtracted from a day than was completed on it.
 */
export function amendSnapshots(
  stored: readonly Snapshot[],
  sumsBefore: Sums,
  changes: Iterable<DayChange>,
  policies: readonly ScoringPolicy[],
): SnapshotAmendment {
  const storedByDate = new Map(stored.map((snapshot) => [snapshot.date, snapshot]));
  const days = new Map(stored.map(({ date, day }) => [date, day]));
  for (const { date, delta } of changes) addToDay(days, date, delta);

  const base = stored.reduce((sums, { day }) => difference(sums, day), sumsBefore);
  const amended = accumulate(base, days, policies);
  const remaining = new Set(amended.map(({ date }) => date));
  return {
    changed: amended.filter(
      (snapshot) => !equalSnapshots(snapshot, storedByDate.get(snapshot.date)),
    ),
    removed: stored.map(({ date }) => date).filter((date) => !remaining.has(date)),
  };
}

function addToDay(days: Map<LocalDate, Sums>, date: LocalDate, delta: Sums): void {
  days.set(date, plus(days.get(date) ?? ZERO_SUMS, delta));
}

function accumulate(
  base: Sums,
  days: ReadonlyMap<LocalDate, Sums>,
  policies: readonly ScoringPolicy[],
): Snapshot[] {
  const snapshots: Snapshot[] = [];
  let cumulative = base;
  for (const [date, day] of [...days].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (isEmpty(date, day)) continue;
    cumulative = plus(cumulative, day);
    const policy = getPolicyInForce(policies, date);
    snapshots.push({
      date,
      day,
      cumulative,
      dailyScore: computeScoreValue(day, policy),
      cumulativeScore: computeScoreValue(cumulative, policy),
    });
  }
  return snapshots;
}

function isEmpty(date: LocalDate, day: Sums): boolean {
  if (day.tasks > 0) return false;
  if (equalSums(day, ZERO_SUMS)) return true;
  throw new RangeError(`More is subtracted from ${date} than was completed on it.`);
}

function equalSnapshots(left: Snapshot, right: Snapshot | undefined): boolean {
  return (
    right !== undefined &&
    left.dailyScore === right.dailyScore &&
    left.cumulativeScore === right.cumulativeScore &&
    equalSums(left.day, right.day) &&
    equalSums(left.cumulative, right.cumulative)
  );
}
