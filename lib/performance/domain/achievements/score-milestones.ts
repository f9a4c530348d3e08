import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { missingForRank } from "@/lib/performance/domain/scoring/provisional";
import { computeScoreAlone } from "@/lib/performance/domain/scoring/score";
import {
  difference,
  equalSums,
  plus,
  type Sums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import type { MilestoneScore, ReachedMilestone, ScoreRule } from "./milestone-rules";

/** What score milestones need of a ledger entry. */
export type ScoredEntry = Pick<
  LedgerEntry,
  "kind" | "assignmentId" | "createdAt" | "sums" | "policyVersion" | "score"
> & { readonly id: bigint };

/** A score with the time it took effect; null while provisional or without a score. */
type DatedScore = { readonly from: number; readonly score: number | null };

/** The days of 24 hours over which a comeback is measured, in milliseconds. */
export const COMEBACK_WINDOW = 30 * 86_400_000;

/**
 * What each ledger entry says for score milestones. An entry counts with the score that it showed
 * or, where that is less, with the score it would have shown if what was reversed or corrected
 * later had been known: so a score of the past stands, unless it rested on work that was undone.
 * A provisional score counts for nothing, neither as reached nor as the lowest.
 *
 * @param ordered a member's entries in the order of their ids. To judge new entries that undo
 *   nothing it is enough to begin with the last entry that is more than 30 days older.
 * @param policies by version.
 * @throws RangeError when an entry names a policy that is not there.
 */
export function computeMilestoneScores(
  ordered: readonly ScoredEntry[],
  policies: ReadonlyMap<number, ScoringPolicy>,
): readonly MilestoneScore[] {
  const shown = ordered.map((entry) => ({
    from: entry.createdAt.getTime(),
    score: ratedScore(entry.sums, requirePolicy(entry, policies), entry.score),
  }));
  const shownStandings = measure(shown);
  if (!ordered.some(({ kind }) => kind === "reversal" || kind === "correction")) {
    return shownStandings;
  }
  const known = measure(computeCorrectedScores(ordered, shown, policies));
  return shownStandings.map(({ score, rise }, index) => ({
    score: takeLesser(score, known[index]?.score ?? null),
    rise: takeLesser(rise, known[index]?.rise ?? null),
  }));
}

/** The scores as they would have been shown if every later reversal and correction had been known. */
function computeCorrectedScores(
  ordered: readonly ScoredEntry[],
  shown: readonly DatedScore[],
  policies: ReadonlyMap<number, ScoringPolicy>,
): readonly DatedScore[] {
  const changes = listChanges(ordered);
  const remaining = new Map<bigint, Sums>();
  for (const { assignmentId, change } of changes) {
    remaining.set(assignmentId, plus(remaining.get(assignmentId) ?? ZERO_SUMS, change));
  }
  const [first] = ordered;
  let sums = first?.assignmentId === null ? first.sums : ZERO_SUMS;
  return ordered.map((entry, index) => {
    const { from, score } = shown[index] ?? { from: entry.createdAt.getTime(), score: null };
    if (entry.assignmentId !== null) {
      // What counts of it in the end is known from its first entry on.
      sums = plus(sums, remaining.get(entry.assignmentId) ?? ZERO_SUMS);
      remaining.delete(entry.assignmentId);
    }
    if (equalSums(sums, entry.sums)) return { from, score };
    const policy = requirePolicy(entry, policies);
    return { from, score: ratedScore(sums, policy, computeScoreAlone(sums, policy)) };
  });
}

/** What each entry about an assignment did to the sums. */
function listChanges(ordered: readonly ScoredEntry[]) {
  return ordered.flatMap(({ assignmentId, sums }, index) => {
    const before = ordered[index - 1]?.sums ?? ZERO_SUMS;
    return assignmentId === null ? [] : [{ assignmentId, change: difference(sums, before) }];
  });
}

/**
 * Each score, and how far it is above the lowest that stood at some time in the 30 days before it.
 * Candidates for the lowest are kept ascending; one falls out when a lower one follows, or when
 * the score after it has stood for 30 days.
 */
function measure(scores: readonly DatedScore[]): readonly MilestoneScore[] {
  const candidates: number[] = [];
  let first = 0;
  return scores.map(({ from, score }, index) => {
    while (first < candidates.length) {
      const next = scores[(candidates[first] ?? index) + 1];
      if (next === undefined || next.from > from - COMEBACK_WINDOW) break;
      first += 1;
    }
    if (score === null) return { score, rise: null };
    while (candidates.length > first && getScoreAt(scores, candidates.at(-1)) >= score)
      candidates.pop();
    candidates.push(index);
    return { score, rise: score - getScoreAt(scores, candidates[first]) };
  });
}

function getScoreAt(scores: readonly DatedScore[], index: number | undefined): number {
  return scores[index ?? -1]?.score ?? 0;
}

function ratedScore(sums: Sums, policy: ScoringPolicy, score: number | null): number | null {
  return missingForRank(sums, policy).length === 0 ? score : null;
}

function takeLesser(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : Math.min(left, right);
}

function requirePolicy(
  { id, policyVersion }: ScoredEntry,
  policies: ReadonlyMap<number, ScoringPolicy>,
): ScoringPolicy {
  const policy = policies.get(policyVersion);
  if (policy === undefined) {
    throw new RangeError(`Entry ${id} names policy ${policyVersion}, which is not there.`);
  }
  return policy;
}

/** The first entry that reaches a score milestone; null when none does. */
export function findScoreMilestone(
  { type, measure, threshold }: ScoreRule,
  entries: readonly ScoredEntry[],
  standings: readonly MilestoneScore[],
): ReachedMilestone | null {
  for (const [index, entry] of entries.entries()) {
    const standing = standings[index];
    const value = standing === undefined ? null : measure(standing);
    if (value === null || value < threshold) continue;
    const { id: entryId, assignmentId, createdAt: reachedAt } = entry;
    return { type, value, reachedAt, assignmentId, entryId, period: null };
  }
  return null;
}
