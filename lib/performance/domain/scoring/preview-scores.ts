import { rank } from "@/lib/performance/domain/ranking/rank-members";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  computeScoreChange,
  type ScoreHundredths,
  sumScores,
} from "@/lib/performance/domain/units/score-hundredths";
import type { ScoringPolicy } from "./policy";
import { isProvisional } from "./provisional";
import { computeScoreValue } from "./score";
import type { Sums } from "./sums";

/** A member's score and rank under a policy. */
export type PolicyScore = {
  /** Null when no component counts. */
  readonly score: ScoreHundredths | null;
  readonly provisional: boolean;
  /** Null for a provisional score and without a score. */
  readonly rank: number | null;
};

export type PreviewedMember<Member> = {
  readonly member: Member;
  readonly before: PolicyScore;
  readonly after: PolicyScore;
  /** Null when there is no score before or after. */
  readonly scoreChange: ScoreHundredths | null;
};

export type PreviewFigures = {
  /** Members with a score. */
  readonly rated: number;
  readonly ranked: number;
  /** The sum of all scores. */
  readonly scoreTotal: ScoreHundredths;
};

/**
 * Computes each member's score and rank before and after a change of the policy, in the order of the ranking after it.
 *
 * @param members all members of the ranking.
 */
export function previewScores<Member extends { readonly userId: MemberId; readonly sums: Sums }>(
  members: readonly Member[],
  before: ScoringPolicy,
  after: ScoringPolicy,
): readonly PreviewedMember<Member>[] {
  const scoresBefore = new Map(
    rankUnderPolicy(members, before).map(({ member, policyScore }) => [member.userId, policyScore]),
  );
  return rankUnderPolicy(members, after).map(({ member, policyScore: later }) => {
    const earlier = scoresBefore.get(member.userId) ?? later;
    const scoreChange = computeScoreChange(earlier.score, later.score);
    return { member, before: earlier, after: later, scoreChange };
  });
}

export function computePreviewFigures(members: readonly PolicyScore[]): PreviewFigures {
  const scores = members.flatMap(({ score }) => score ?? []);
  return {
    rated: scores.length,
    ranked: members.filter(({ rank }) => rank !== null).length,
    scoreTotal: sumScores(scores),
  };
}

function rankUnderPolicy<Member extends { readonly userId: MemberId; readonly sums: Sums }>(
  members: readonly Member[],
  policy: ScoringPolicy,
) {
  const rankable = members.map((member) => ({
    member,
    userId: member.userId,
    tasks: member.sums.tasks,
    score: computeScoreValue(member.sums, policy),
    provisional: isProvisional(member.sums, policy),
  }));
  return rank(rankable).map(({ member: { member, score, provisional }, rank: shared }) => ({
    member,
    policyScore: { score, provisional, rank: shared },
  }));
}
