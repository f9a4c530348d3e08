import { roundDeviation } from "@/lib/performance/domain/ranking/statistics";
import { mapComponents } from "@/lib/performance/domain/scoring/policy";
import {
  addMonths,
  findEarliest,
  findLatest,
  type Month,
} from "@/lib/performance/domain/time/months";
import { toRatioHundredths } from "@/lib/performance/domain/units/ratio-hundredths";
import { rational, roundHalfUp } from "@/lib/performance/domain/units/rational";
import {
  type ScoreHundredths,
  toScoreHundredths,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";
import { mergeBins } from "./joined-bins";
import type { ReleaseFigures } from "./release-figures";

/** What a combination needs of a release. */
export type CombinedRelease = {
  readonly from: Month;
  readonly to: Month;
  readonly figures: ReleaseFigures;
};

/**
 * The figures of several releases together, from their stored figures alone, so that nothing is computed twice over
 * the same work. A member weighs the same in each release. `members` are those of the newest month, because a sum would
 * count a member once for each month. Null for none.
 */
export function combineReleases(releases: readonly CombinedRelease[]): CombinedRelease | null {
  const from = findEarliest(releases.map((release) => release.from));
  const to = findLatest(releases.map((release) => release.to));
  if (from === undefined || to === undefined) return null;
  const all = releases.map(({ figures }) => figures);
  const newest = releases.filter((release) => release.to === to).map(({ figures }) => figures);
  return {
    from,
    to,
    figures: {
      members: addUp(newest, ({ members }) => members),
      completions: addUp(all, ({ completions }) => completions),
      meanScore: toScoreHundredths(weighMean(all, ({ meanScore }) => meanScore) ?? 0),
      scoreDeviation: combineDeviations(all),
      meanRatios: mapComponents((component) => {
        const mean = weighMean(all, ({ meanRatios }) => meanRatios[component]);
        return mean === null ? null : toRatioHundredths(mean);
      }),
      bins: mergeBins(all.map(({ bins }) => bins)),
    },
  };
}

/** The releases of the last months, counted back from the newest release. */
export function listNewestReleases<Some extends { readonly to: Month }>(
  releases: readonly Some[],
  months: number,
): readonly Some[] {
  const newest = findLatest(releases.map(({ to }) => to));
  if (newest === undefined) return [];
  const earliest = addMonths(newest, 1 - months);
  return releases.filter(({ to }) => to >= earliest);
}

/**
 * How many months a number of days selects; null for a number that would select part of a month. A week, which pages
 * offer, selects the newest month.
 */
export function toReleaseMonths(days: number | undefined): 1 | 3 | 12 | null {
  if (days === undefined || days === 7 || (days >= 28 && days <= 31)) return 1;
  if (days >= 90 && days <= 92) return 3;
  return days === 365 || days === 366 ? 12 : null;
}

function addUp(all: readonly ReleaseFigures[], get: (figures: ReleaseFigures) => number): number {
  return all.reduce((total, figures) => total + get(figures), 0);
}

/** The mean over those that have a value, each weighing as many members as it has. */
function weighMean(
  all: readonly ReleaseFigures[],
  get: (figures: ReleaseFigures) => number | null,
): number | null {
  let [total, members] = [0n, 0];
  for (const figures of all) {
    const value = get(figures);
    if (value === null) continue;
    total += BigInt(value) * BigInt(figures.members);
    members += figures.members;
  }
  return members === 0 ? null : roundHalfUp(rational(total, members), 1);
}

/** The deviation of all, of which each has the mean and the deviation that were stored. */
function combineDeviations(all: readonly ReleaseFigures[]): ScoreHundredths {
  let [count, total, totalOfSquares] = [0n, 0n, 0n];
  for (const { members, meanScore, scoreDeviation } of all) {
    const [size, mean, deviation] = [BigInt(members), BigInt(meanScore), BigInt(scoreDeviation)];
    count += size;
    total += size * mean;
    totalOfSquares += size * (deviation ** 2n + mean ** 2n);
  }
  const squares = count * totalOfSquares - total ** 2n;
  return roundDeviation({ count: Number(count), squares }) ?? ZERO_SCORE;
}
