import {
  type RatioHundredths,
  toDecimalOfHundredths,
} from "@/lib/performance/domain/units/ratio-hundredths";
import { toScore } from "@/lib/performance/summaries/serializers";
import type { MeanScores, ReleaseRange } from "@/lib/performance/summaries/trend-schemas";
import type { ReleasedFigures } from "./get-released-figures";

/** What a released figure is about; null before the first release. */
export function serializeReleaseRange(released: ReleasedFigures | null): ReleaseRange {
  if (released === null) return null;
  const { from, to, releasedAt } = released;
  return { from, to, released_at: releasedAt.toISOString() };
}

export function serializeRatio(ratio: RatioHundredths | null): number | null {
  return ratio === null ? null : toDecimalOfHundredths(ratio);
}

/** The means of the components, as the metrics of a group. A group has no mean speed. */
export function serializeMeanRatios(released: ReleasedFigures | null) {
  const means = released?.figures.meanRatios;
  return {
    on_time_ratio: serializeRatio(means?.onTime ?? null),
    skill_accuracy: serializeRatio(means?.skill ?? null),
    difficulty_factor: serializeRatio(means?.difficulty ?? null),
    avg_completion_speed: null,
  };
}

/** One point for each month with a release, at its last day. */
export function serializeReleasedMonths(months: readonly ReleasedFigures[]): MeanScores {
  return {
    data_points: months.length,
    dates: months.map(({ to }) => to),
    average_scores: months.map(({ figures }) => toScore(figures.meanScore)),
    rated_members: months.map(({ figures }) => figures.members),
  };
}
