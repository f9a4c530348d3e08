import "server-only";
import { showsGroup, type Viewer } from "@/lib/performance/access/privacy-mode";
import { plus, type SumField, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { rational } from "@/lib/performance/domain/units/rational";
import { roundScore, type ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import type { DayTotal } from "@/lib/performance/ledger/queries/group-days";
import type { MeanScores } from "@/lib/performance/summaries/schemas";
import { toScore } from "@/lib/performance/summaries/serializers";

/** The sums that count the evidence of other sums. */
export type EvidenceField = Extract<
  SumField,
  "tasks" | "due" | "timed" | "skillRated" | "difficultyRated"
>;

/** The mean of `rated` scores that add up to `total`; null for no scores, and for too few to show. */
export function computeMeanScore(
  viewer: Viewer,
  total: ScoreHundredths,
  rated: number,
): ScoreHundredths | null {
  return rated === 0 || !showsGroup(viewer, rated) ? null : roundScore(rational(total, rated));
}

/** The mean scores of some days, as parallel lists. */
export function serializeMeanScores(viewer: Viewer, days: readonly DayTotal[]): MeanScores {
  return {
    data_points: days.length,
    dates: days.map(({ date }) => date),
    average_scores: days.map(({ total, rated }) => toScore(computeMeanScore(viewer, total, rated))),
    rated_members: days.map(({ rated }) => rated),
  };
}

/** The members' sums added up, without those that too few members have evidence for. */
export function poolSums(viewer: Viewer, members: readonly Sums[]): Sums {
  return keepSums(members.reduce(plus, ZERO_SUMS), (field) =>
    showsGroup(viewer, members.filter((sums) => sums[field] > 0).length),
  );
}

/** The sums whose evidence may be shown; the others are zero. */
export function keepSums(sums: Sums, isShown: (evidence: EvidenceField) => boolean): Sums {
  return {
    ...ZERO_SUMS,
    ...(isShown("tasks") ? { tasks: sums.tasks } : {}),
    ...(isShown("due")
      ? { due: sums.due, onTime: sums.onTime, earlySeconds: sums.earlySeconds }
      : {}),
    ...(isShown("timed") ? { timed: sums.timed, durationSeconds: sums.durationSeconds } : {}),
    ...(isShown("skillRated") ? { skillRated: sums.skillRated, skillMatch: sums.skillMatch } : {}),
    ...(isShown("difficultyRated")
      ? { difficultyRated: sums.difficultyRated, difficulty: sums.difficulty }
      : {}),
  };
}
