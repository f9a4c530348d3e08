import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { isProvisional } from "@/lib/performance/domain/scoring/provisional";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
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
  type ScoreHundredths,
  subtractScores,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";
import type { MilestoneScore, ReachedMilestone, ScoreRule } from "./milestone-rules";

/** The part of a ledger entry that score milestones read. */
export type ScoredEntry = Pick<
  LedgerEntry,
  "kind" | "assignmentId" | "createdAt" | "policyVersion" | "score"
> & { readonly id: LedgerEntryId; readonly sums: LedgerSums };

/** A score, and the milliseconds at which it took effect; null while provisional or without a score. */
type DatedScore = { readonly from: number; readonly score: ScoreHundredths | null };

/** A comeback is measured over 30 days of 24 hours, in milliseconds. */
export const COMEBACK_WINDOW_MILLISECONDS = 30 * 86_400_000;

/**
 * The first entry that reaches a score milestone; null when none does.
 *
 * @param scores one for each entry, as `computeMilestoneScores` returns them.
 */
export function findScoreMilestone(
  { type, measure, threshold }: ScoreRule,
  entries: readonly ScoredEntry[],
  scores: readonly MilestoneScore[],
): ReachedMilestone | null {
  for (const [index, entry] of entries.entries()) {
    const score = scores[index];
    const value = score === undefined ? null : measure(score);
    if (value === null || value < threshold) continue;
    const { id: entryId, assignmentId, createdAt: reachedAt } = entry;
    return { type, value, reachedAt, assignmentId, entryId, period: null };
  }
  return null;
}

/**
 * The score and its rise for each ledger entry. An entry counts with the score that it recorded. If a later reversal
 * or correction would have made that score lower, it counts with the lower one, so no milestone rests on a completion
 * that was reversed. A provisional score counts neither as reached nor as the lowest.
 *
 * @param ordered a member's entries in the order of their ids. To evaluate new entries without a reversal or
 *   correction, the last entry that is more than 30 days older and those after it are enough.
 * @param policies by version.
 * @throws RangeError when an entry names a policy that is not there.
 */
export function computeMilestoneScores(
  ordered: readonly ScoredEntry[],
  policies: ReadonlyMap<number, ScoringPolicy>,
): readonly MilestoneScore[] {
  const recorded = ordered.map((entry) => ({
    from: entry.createdAt.getTime(),
    score: hideProvisional(entry.sums, requirePolicy(entry, policies), entry.score),
  }));
  const recordedScores = measureRises(recorded);
  if (!ordered.some(({ kind }) => kind === "reversal" || kind === "correction")) {
    return recordedScores;
  }
  const corrected = measureRises(computeCorrectedScores(ordered, recorded, policies));
  return recordedScores.map(({ score, rise }, index) => ({
    score: takeLesser(score, corrected[index]?.score ?? null),
    rise: takeLesser(rise, corrected[index]?.rise ?? null),
  }));
}

/** The scores that the entries would have recorded if every later reversal and correction had been known. */
function computeCorrectedScores(
  ordered: readonly ScoredEntry[],
  recorded: readonly DatedScore[],
  policies: ReadonlyMap<number, ScoringPolicy>,
): readonly DatedScore[] {
  const remaining = new Map<AssignmentId, Sums>();
  for (const { assignmentId, change } of listChanges(ordered)) {
    remaining.set(assignmentId, plus(remaining.get(assignmentId) ?? ZERO_SUMS, change));
  }
  const [first] = ordered;
  let sums = first?.assignmentId === null ? fromLedgerSums(first.sums) : ZERO_SUMS;
  return ordered.map((entry, index) => {
    const { from, score } = recorded[index] ?? { from: entry.createdAt.getTime(), score: null };
    if (entry.assignmentId !== null) {
      // An assignment counts with its final sums from its first entry on.
      sums = plus(sums, remaining.get(entry.assignmentId) ?? ZERO_SUMS);
      remaining.delete(entry.assignmentId);
    }
    if (equalSums(sums, fromLedgerSums(entry.sums))) return { from, score };
    const policy = requirePolicy(entry, policies);
    return { from, score: hideProvisional(sums, policy, computeScoreValue(sums, policy)) };
  });
}

/** The change of the sums by each entry about an assignment. */
function listChanges(ordered: readonly ScoredEntry[]) {
  const allSums = ordered.map(({ sums }) => fromLedgerSums(sums));
  return ordered.flatMap(({ assignmentId }, index) => {
    const [before = ZERO_SUMS, sums = ZERO_SUMS] = [allSums[index - 1], allSums[index]];
    return assignmentId === null ? [] : [{ assignmentId, change: difference(sums, before) }];
  });
}

/**
 * Each score with its rise above the lowest score that was in effect at some time in the 30 days before it. Candidates
 * for the lowest are kept in ascending order; one is dropped when a lower one follows, or when its successor has been
 * in effect for 30 days.
 */
function measureRises(scores: readonly DatedScore[]): readonly MilestoneScore[] {
  const candidates: number[] = [];
  let first = 0;
  return scores.map(({ from, score }, index) => {
    while (first < candidates.length) {
      const next = scores[(candidates[first] ?? index) + 1];
      if (next === undefined || next.from > from - COMEBACK_WINDOW_MILLISECONDS) break;
      first += 1;
    }
    if (score === null) return { score, rise: null };
    while (candidates.length > first && getScoreAt(scores, candidates.at(-1)) >= score) {
      candidates.pop();
    }
    candidates.push(index);
    return { score, rise: subtractScores(score, getScoreAt(scores, candidates[first])) };
  });
}

function getScoreAt(scores: readonly DatedScore[], index: number | undefined): ScoreHundredths {
  return scores[index ?? -1]?.score ?? ZERO_SCORE;
}

function hideProvisional(
  sums: LedgerSums,
  policy: ScoringPolicy,
  score: ScoreHundredths | null,
): ScoreHundredths | null {
  return isProvisional(sums, policy) ? null : score;
}

function takeLesser(
  left: ScoreHundredths | null,
  right: ScoreHundredths | null,
): ScoreHundredths | null {
  if (left === null || right === null) return null;
  return left < right ? left : right;
}

function requirePolicy(
  { id, policyVersion }: ScoredEntry,
  policies: ReadonlyMap<number, ScoringPolicy>,
): ScoringPolicy {
  const policy = policies.get(policyVersion);
  if (policy === undefined) {
    throw new RangeError(
      `Entry ${id} names policy version ${policyVersion}, which does not exist.`,
    );
  }
  return policy;
}
