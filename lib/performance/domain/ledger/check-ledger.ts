import { computeContributions } from "@/lib/performance/domain/scoring/contributions";
import { computeMetrics, type Metrics } from "@/lib/performance/domain/scoring/metrics";
import type { PerComponent, ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import {
  difference,
  equalSums,
  fromLedgerSums,
  type LedgerSums,
  plus,
  type Sums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import type { AssignmentId, LedgerEntryId } from "@/lib/performance/domain/units/ids";
import {
  computeScoreChange,
  type ScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import type { LedgerEntry } from "./append-entry";

/** A ledger entry as it is stored, with the metrics that its row holds. */
export type StoredLedgerEntry = Omit<LedgerEntry, "provisional" | "scoreBefore" | "sums"> & {
  readonly id: LedgerEntryId;
  readonly sums: LedgerSums;
  readonly metrics: {
    readonly onTimeRatio: number | null;
    readonly skillAccuracy: number | null;
    readonly difficultyFactor: number | null;
    readonly averageCompletionTime: number | null;
    readonly averageCompletionSpeed: number | null;
  };
};

/** A stored value that differs from the recomputed one, both as JSON. */
export type Difference = {
  readonly what: string;
  readonly stored: string;
  readonly recomputed: string;
};

/** What the check keeps of the entries before the next one; it begins with `EMPTY_LEDGER`. */
export type LedgerCheckState = {
  readonly sums: Sums;
  readonly score: ScoreHundredths | null;
  readonly newestEntryAt: Date | null;
  readonly policyVersion: number | null;
};

export const EMPTY_LEDGER: LedgerCheckState = {
  sums: ZERO_SUMS,
  score: null,
  newestEntryAt: null,
  policyVersion: null,
};

/**
 * Checks one entry of a member's ledger. Called for all entries in the order of their ids, it finds entries that do not
 * continue the one before, that hold other figures than their sums and policy imply, or with which an assignment counts
 * more than once.
 *
 * @param counts the sums that each assignment counts for so far; the call updates it.
 */
export function checkLedgerEntry(
  before: LedgerCheckState,
  entry: StoredLedgerEntry,
  policies: ReadonlyMap<number, ScoringPolicy>,
  counts: Map<AssignmentId, Sums>,
): { readonly after: LedgerCheckState; readonly differences: readonly Difference[] } {
  const after: LedgerCheckState = {
    sums: fromLedgerSums(entry.sums),
    score: entry.score,
    newestEntryAt: entry.createdAt,
    policyVersion: entry.policyVersion,
  };
  const policy = policies.get(entry.policyVersion);
  const policyBefore = policies.get(before.policyVersion ?? entry.policyVersion);
  const found = [...checkChange(before, entry, counts)];
  if (policy === undefined || policyBefore === undefined) {
    found.push(createDifference("policy_version", entry.policyVersion, "a version that exists"));
  } else {
    found.push(...checkFigures(before, policyBefore, entry, policy));
  }
  return {
    after,
    differences: found.map((one) => ({ ...one, what: `entry ${entry.id}: ${one.what}` })),
  };
}

/** Checks the change of the sums against the kind of the entry and the sums of its assignment. */
function* checkChange(
  before: LedgerCheckState,
  entry: StoredLedgerEntry,
  counts: Map<AssignmentId, Sums>,
): Generator<Difference> {
  const change = difference(fromLedgerSums(entry.sums), before.sums);
  if (before.newestEntryAt !== null && entry.createdAt < before.newestEntryAt) {
    yield createDifference(
      "created_at",
      entry.createdAt.toISOString(),
      before.newestEntryAt.toISOString(),
    );
  }
  if (entry.assignmentId === null) {
    if (!equalSums(change, ZERO_SUMS))
      yield createDifference("change of the sums", change, ZERO_SUMS);
    return;
  }
  const countedBefore = counts.get(entry.assignmentId) ?? ZERO_SUMS;
  const countedAfter = plus(countedBefore, change);
  counts.set(entry.assignmentId, countedAfter);
  const expected = { completion: [0, 1], late: [0, 1], reversal: [1, 0], correction: [1, 1] };
  const tasks = [countedBefore.tasks, countedAfter.tasks];
  const expectedTasks = entry.kind === "policy" ? [] : expected[entry.kind];
  if (`${tasks}` !== `${expectedTasks}`)
    yield createDifference(`tasks counted by a ${entry.kind}`, tasks, expectedTasks);
  if (countedAfter.tasks === 0 && !equalSums(countedAfter, ZERO_SUMS)) {
    yield createDifference("sums left after a reversal", countedAfter, ZERO_SUMS);
  }
}

/** Checks score, points, contributions and metrics against the sums and the policy. */
function* checkFigures(
  before: LedgerCheckState,
  policyBefore: ScoringPolicy,
  entry: StoredLedgerEntry,
  policy: ScoringPolicy,
): Generator<Difference> {
  const { score, points } = computeScore(entry.sums, policy);
  const scoreChange = computeScoreChange(before.score, score);
  const contributions = computeContributions(
    { sums: before.sums, policy: policyBefore },
    { sums: entry.sums, policy },
  );
  yield* compare("performance_score", entry.score, score);
  yield* compare("score_change", entry.scoreChange, scoreChange);
  yield* compare("points", toList(entry.points), toList(points));
  yield* compare("contributions", toList(entry.contributions), toList(contributions));
  yield* compare("ratios", entry.metrics, toMetricValues(computeMetrics(entry.sums)));
}

function toMetricValues(metrics: Metrics): StoredLedgerEntry["metrics"] {
  return {
    onTimeRatio: metrics.onTimeRatio.value,
    skillAccuracy: metrics.skillAccuracy.value,
    difficultyFactor: metrics.difficultyFactor.value,
    averageCompletionTime: metrics.averageCompletionTime.value,
    averageCompletionSpeed: metrics.averageCompletionSpeed.value,
  };
}

function toList(values: PerComponent<ScoreHundredths | null>) {
  return [values.onTime, values.skill, values.difficulty];
}

/** Yields a difference unless both values have the same JSON. */
export function* compare(
  what: string,
  stored: unknown,
  recomputed: unknown,
): Generator<Difference> {
  if (stored === recomputed) return;
  if (JSON.stringify(stored) !== JSON.stringify(recomputed))
    yield createDifference(what, stored, recomputed);
}

function createDifference(what: string, stored: unknown, recomputed: unknown): Difference {
  return { what, stored: JSON.stringify(stored), recomputed: JSON.stringify(recomputed) };
}
