import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import {
  add,
  difference,
  type Sums,
  toSums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import {
  computeScoreChange,
  type ScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";

/** What the score of some completions would be with a change of one of them. */
export type RowEffect = {
  /** The score minus that without the completion; null where one of the two is null. */
  readonly effect: ScoreHundredths | null;
  /** The change of the score if the completion had been on time; null unless it was late. */
  readonly ifOnTime: ScoreHundredths | null;
};

export type RowEffects = {
  readonly sums: Sums;
  /** In the order of the facts. */
  readonly effects: readonly RowEffect[];
  /** The change of the score if every late completion had been on time; null where none was late. */
  readonly ifAllOnTime: ScoreHundredths | null;
};

/** What each of some completions does to the score of all of them, under one policy. */
export function computeRowEffects(facts: readonly Fact[], policy: ScoringPolicy): RowEffects {
  const sums = facts.reduce(add, ZERO_SUMS);
  const score = computeScoreValue(sums, policy);
  const scoreWith = (onTime: number) =>
    computeScoreChange(score, computeScoreValue({ ...sums, onTime }, policy));
  return {
    sums,
    effects: facts.map((fact) => {
      const without = computeScoreValue(difference(sums, toSums(fact)), policy);
      return {
        effect: computeScoreChange(without, score),
        ifOnTime: fact.onTime === false ? scoreWith(sums.onTime + 1) : null,
      };
    }),
    ifAllOnTime: sums.due > sums.onTime ? scoreWith(sums.due) : null,
  };
}
