import { splitScoreChange } from "@/lib/performance/domain/scoring/contributions";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { PerComponent, ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore, computeScoreValue } from "@/lib/performance/domain/scoring/score";
import {
  difference,
  plus,
  type Sums,
  toSums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import type { AssignmentId, LedgerEntryId } from "@/lib/performance/domain/units/ids";
import {
  computeScoreChange,
  type ScoreHundredths,
  subtractScores,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";

/**
 * `completion`: an assignment was completed. `late`: the same, but a newer entry exists already. `reversal`: a
 * completion no longer counts. `correction`: its fact was amended. `policy`: the scoring policy changed.
 */
export type EntryKind = "completion" | "late" | "reversal" | "correction" | "policy";

/** The state of a member's ledger before the next entry. */
export type LedgerState = {
  readonly sums: Sums;
  readonly policy: ScoringPolicy;
  /** When the newest entry takes effect; null before the first. */
  readonly newestEntryAt: Date | null;
};

/** A change of a member's sums or policy. `corrects` is the id of the entry that it reverses or corrects. */
export type LedgerChange =
  | { readonly type: "count"; readonly assignmentId: AssignmentId; readonly fact: Fact }
  | {
      readonly type: "reverse";
      readonly assignmentId: AssignmentId;
      readonly fact: Fact;
      readonly corrects: LedgerEntryId | null;
    }
  | {
      readonly type: "correct";
      readonly assignmentId: AssignmentId;
      readonly before: Fact;
      readonly after: Fact;
      readonly corrects: LedgerEntryId | null;
    }
  | { readonly type: "policy"; readonly policy: ScoringPolicy };

/** One change in a member's ledger, with the state after it. */
export type LedgerEntry = {
  readonly kind: EntryKind;
  readonly assignmentId: AssignmentId | null;
  /** When the entry takes effect; never before the previous entry. */
  readonly createdAt: Date;
  /** When the entry was appended, by the wall clock. */
  readonly recordedAt: Date;
  /** The sums after the change. */
  readonly sums: Sums;
  readonly policyVersion: number;
  /** Of the entry that precedes it; null when no component counted. */
  readonly scoreBefore: ScoreHundredths | null;
  /** Null when no component counts. */
  readonly score: ScoreHundredths | null;
  /** Null when there is no score before or after. */
  readonly scoreChange: ScoreHundredths | null;
  /** Each component's part of the score; null where it does not count. */
  readonly points: PerComponent<ScoreHundredths | null>;
  /** Each component's part of the score change, where a null score counts as 0. */
  readonly contributions: PerComponent<ScoreHundredths | null>;
  readonly provisional: boolean;
  readonly corrects: LedgerEntryId | null;
};

export type AppendedEntry = { readonly entry: LedgerEntry; readonly state: LedgerState };

/**
 * Returns the entry for a change, and the state after it.
 *
 * @throws SumsRangeError when a sum leaves the safe integers.
 */
export function appendEntry(state: LedgerState, change: LedgerChange, now: Date): AppendedEntry {
  const before = { sums: state.sums, policy: state.policy };
  const after = {
    sums: plus(state.sums, toDelta(change)),
    policy: change.type === "policy" ? change.policy : state.policy,
  };
  const scoreBefore = computeScoreValue(before.sums, before.policy);
  const { score, points, provisional } = computeScore(after.sums, after.policy);
  const { kind, createdAt } = dateEntry(change, state.newestEntryAt, now);
  return {
    entry: {
      kind,
      assignmentId: change.type === "policy" ? null : change.assignmentId,
      createdAt,
      recordedAt: now,
      sums: after.sums,
      policyVersion: after.policy.version,
      scoreBefore,
      score,
      scoreChange: computeScoreChange(scoreBefore, score),
      points,
      contributions: splitScoreChange(
        before,
        after,
        subtractScores(score ?? ZERO_SCORE, scoreBefore ?? ZERO_SCORE),
      ),
      provisional,
      corrects: "corrects" in change ? change.corrects : null,
    },
    state: { ...after, newestEntryAt: createdAt },
  };
}

/**
 * Returns one entry for each change, and the state after the last.
 *
 * @throws SumsRangeError when a sum leaves the safe integers.
 */
export function appendEntries(
  state: LedgerState,
  changes: Iterable<LedgerChange>,
  now: Date,
): { readonly entries: readonly LedgerEntry[]; readonly state: LedgerState } {
  const entries: LedgerEntry[] = [];
  let current = state;
  for (const change of changes) {
    const appended = appendEntry(current, change, now);
    entries.push(appended.entry);
    current = appended.state;
  }
  return { entries, state: current };
}

export function toDelta(change: LedgerChange): Sums {
  switch (change.type) {
    case "count":
      return toSums(change.fact);
    case "reverse":
      return difference(ZERO_SUMS, toSums(change.fact));
    case "correct":
      return difference(toSums(change.after), toSums(change.before));
    case "policy":
      return ZERO_SUMS;
  }
}

const ENTRY_KINDS = { reverse: "reversal", correct: "correction", policy: "policy" } as const;

/**
 * A completion takes effect when the assignment was completed, but not in the future; all other changes take effect
 * now. No entry takes effect before the newest one: a completion that would is `late` and takes effect now.
 */
function dateEntry(
  change: LedgerChange,
  newestEntryAt: Date | null,
  now: Date,
): { readonly kind: EntryKind; readonly createdAt: Date } {
  const newest = newestEntryAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (change.type === "count") {
    const completed = Math.min(change.fact.completedAt.getTime(), now.getTime());
    if (completed >= newest) return { kind: "completion", createdAt: new Date(completed) };
  }
  return {
    kind: change.type === "count" ? "late" : ENTRY_KINDS[change.type],
    createdAt: new Date(Math.max(now.getTime(), newest)),
  };
}
