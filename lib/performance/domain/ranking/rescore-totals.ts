import { listPolicyChanges } from "@/lib/performance/domain/ledger/score-line";
import {
  equalWeights,
  getPolicyInForce,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type ScoreHundredths,
  toScoreHundredths,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";

/** The sum of some members' scores, and how many of them have one. */
export type ScoreTotal = { readonly total: ScoreHundredths; readonly rated: number };

export type DayTotal = ScoreTotal & { readonly date: LocalDate };

/** A day from whose end on a policy scores members who complete nothing; `effectiveOn` is when it came into force. */
export type RescoringDay = {
  readonly date: LocalDate;
  readonly effectiveOn: LocalDate;
  readonly policy: ScoringPolicy;
};

/** A member whose last snapshot up to a rescoring day is from before the policy. */
export type RescoredMember = {
  readonly userId: MemberId;
  /** The rescoring day. */
  readonly date: LocalDate;
  /** Of the last snapshot. */
  readonly lastDate: LocalDate;
  readonly lastScore: ScoreHundredths | null;
  readonly sums: Sums;
  /** The member's first day with a completion after the rescoring day; null without one. */
  readonly nextDate: LocalDate | null;
};

/**
 * The days on which a policy changes totals: the day before the period, for the policy in force then, and each change
 * in the period. Empty while every policy has the same weights.
 */
export function listRescoringDays(
  policies: readonly ScoringPolicy[],
  period: Period,
): readonly RescoringDay[] {
  const dayBefore = addDays(period.from, -1);
  const inForce = getPolicyInForce(policies, dayBefore);
  const earlier = policies.slice(0, policies.indexOf(inForce));
  const isFirst = earlier.every((policy) => equalWeights(policy, inForce));
  const changes = listPolicyChanges(policies, period);
  return [
    ...(isFirst ? [] : [{ date: dayBefore, effectiveOn: inForce.effectiveOn, policy: inForce }]),
    ...changes.map(({ date, policy }) => ({ date, effectiveOn: date, policy })),
  ];
}

export type TotalsInput = {
  /** Before the period, as snapshots have it. */
  readonly start: ScoreTotal;
  /** Every day of the period on which a member completed something, ascending, as snapshots have it. */
  readonly days: readonly DayTotal[];
  readonly rescored: readonly RescoredMember[];
  readonly rescoring: readonly RescoringDay[];
  readonly period: Period;
};

/**
 * Totals of days with the changes of the policy as points of their own: from a change on, a member counts with the
 * score under the new policy until their next completion, whose snapshot has it.
 */
export function rescoreTotals({
  start,
  days,
  rescored,
  rescoring,
  period,
}: TotalsInput): readonly DayTotal[] {
  const moves = computeMoves(rescored, rescoring);
  const stored = new Map(days.map((day) => [day.date, day]));
  const policyDays = rescoring
    .map(({ date }) => date)
    .filter((date) => date >= period.from && isMove(moves.get(date)));
  const dates = [...new Set([...stored.keys(), ...policyDays])].sort();
  const moveDates = [...moves.keys()].sort().values();
  let moveDate = moveDates.next().value;
  let current = start;
  let moved = NO_MOVE;
  return dates.map((date) => {
    while (moveDate !== undefined && moveDate <= date) {
      moved = addMoves(moved, moves.get(moveDate) ?? NO_MOVE);
      moveDate = moveDates.next().value;
    }
    current = stored.get(date) ?? current;
    return {
      date,
      total: toScoreHundredths(current.total + moved.total),
      rated: current.rated + moved.rated,
    };
  });
}

/** By how much the totals differ from those of snapshots, from a day on. */
type Move = { readonly total: number; readonly rated: number };

const NO_MOVE: Move = { total: 0, rated: 0 };

function computeMoves(
  rescored: readonly RescoredMember[],
  rescoring: readonly RescoringDay[],
): ReadonlyMap<LocalDate, Move> {
  const policies = new Map(rescoring.map(({ date, policy }) => [date, policy]));
  const ordered = [...rescored].sort(
    (left, right) => left.userId - right.userId || (left.date < right.date ? -1 : 1),
  );
  const moves = new Map<LocalDate, Move>();
  for (const [index, member] of ordered.entries()) {
    const policy = policies.get(member.date);
    if (policy === undefined) throw new RangeError(`No policy scores members on ${member.date}.`);
    const move = subtractScore(computeScoreValue(member.sums, policy), member.lastScore);
    const later = ordered[index + 1];
    // The next policy moves the member from the same snapshot again.
    const isSameLast = later?.userId === member.userId && later.lastDate === member.lastDate;
    const until = isSameLast ? later.date : member.nextDate;
    moves.set(member.date, addMoves(moves.get(member.date) ?? NO_MOVE, move));
    if (until !== null) {
      const back = { total: -move.total, rated: -move.rated };
      moves.set(until, addMoves(moves.get(until) ?? NO_MOVE, back));
    }
  }
  return moves;
}

function subtractScore(score: ScoreHundredths | null, stored: ScoreHundredths | null): Move {
  return {
    total: (score ?? ZERO_SCORE) - (stored ?? ZERO_SCORE),
    rated: Number(score !== null) - Number(stored !== null),
  };
}

function addMoves(left: Move, right: Move): Move {
  return { total: left.total + right.total, rated: left.rated + right.rated };
}

function isMove(move: Move | undefined): boolean {
  return move !== undefined && (move.total !== 0 || move.rated !== 0);
}
