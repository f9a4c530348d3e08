import { HISTOGRAM_BINS, type Histogram } from "@/lib/performance/domain/ranking/histogram";
import { FULL_SCORE, toDecimalScore } from "@/lib/performance/domain/units/score-hundredths";

/** Scores from `low` up to `high`, in whole points. The last bin includes 100. */
export type JoinedBin = {
  readonly low: number;
  readonly high: number;
  readonly members: number;
};

const POINTS_PER_BIN = toDecimalScore(FULL_SCORE) / HISTOGRAM_BINS.length;

/**
 * The bins of a histogram, neighbours joined until each has at least `threshold` members or none. With fewer members
 * in all, one bin has all of them.
 */
export function joinBins(histogram: Histogram, threshold: number): readonly JoinedBin[] {
  const bins: JoinedBin[] = [];
  let open: JoinedBin | null = null;
  for (const [index, name] of HISTOGRAM_BINS.entries()) {
    const low = index * POINTS_PER_BIN;
    const bin: JoinedBin = { low, high: low + POINTS_PER_BIN, members: histogram[name] };
    const joined: JoinedBin = open === null ? bin : joinTwo(open, bin);
    const isOpen = joined.members > 0 && joined.members < threshold;
    open = isOpen ? joined : null;
    if (!isOpen) bins.push(joined);
  }
  while (open !== null) {
    const last = bins.pop();
    if (last === undefined) return [open];
    const joined = joinTwo(last, open);
    open = joined.members < threshold ? joined : null;
    if (open === null) bins.push(joined);
  }
  return bins;
}

/** The finest bins whose bounds all the lists have, with the members of all. */
export function mergeBins(lists: readonly (readonly JoinedBin[])[]): readonly JoinedBin[] {
  const [first = [], ...others] = lists;
  const bounds = first
    .map(({ high }) => high)
    .filter((high) => others.every((bins) => bins.some((bin) => bin.high === high)));
  return bounds.map((high, index) => {
    const low = bounds[index - 1] ?? 0;
    const within = lists.flat().filter((bin) => bin.low >= low && bin.high <= high);
    return { low, high, members: within.reduce((total, { members }) => total + members, 0) };
  });
}

function joinTwo(lower: JoinedBin, upper: JoinedBin): JoinedBin {
  return { low: lower.low, high: upper.high, members: lower.members + upper.members };
}
