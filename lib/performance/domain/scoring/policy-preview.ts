import { rank } from "@/lib/performance/domain/ranking/rank-members";
import type { ScoringPolicy } from "./policy";
import { missingForRank } from "./provisional";
import { computeScoreAlone } from "./score";
import type { Sums } from "./sums";

/** Where a member stands, or would stand, under a policy. */
export type PolicyScore = {
  /** Hundredths; null when no component counts. */
  readonly score: number | null;
  readonly provisional: boolean;
  /** Null for a score that is provisional or missing. */
  readonly rank: number | null;
};

export type PreviewedMember<Member> = {
  readonly member: Member;
  readonly before: PolicyScore;
  readonly after: PolicyScore;
  /** Hundredths; null when there is no score before or after. */
  readonly scoreChange: number | null;
};

/** Some standings in figures. */
export type PreviewFigures = {
  /** Members with a score. */
  readonly rated: number;
  readonly ranked: number;
  /** The sum of the scores, in hundredths. */
  readonly scoreTotal: number;
};

/**
 * What another policy would make of these members, all of whom are ranked among themselves: each one's standing before
 * and after, in the order of the ranking after it.
 */
export function previewPolicy<Member extends { readonly userId: number; readonly sums: Sums }>(
  members: readonly Member[],
  before: ScoringPolicy,
  after: ScoringPolicy,
): readonly PreviewedMember<Member>[] {
  const standingBefore = new Map(
    rankUnderPolicy(members, before).map(({ member, standing }) => [member.userId, standing]),
  );
  return rankUnderPolicy(members, after).map(({ member, standing }) => {
    const earlier = standingBefore.get(member.userId) ?? standing;
    const scoreChange =
      standing.score === null || earlier.score === null ? null : standing.score - earlier.score;
    return { member, before: earlier, after: standing, scoreChange };
  });
}

export function computePreviewFigures(standings: readonly PolicyScore[]): PreviewFigures {
  const scores = standings.flatMap(({ score }) => score ?? []);
  return {
    rated: scores.length,
    ranked: standings.filter(({ rank }) => rank !== null).length,
    scoreTotal: scores.reduce((sum, score) => sum + score, 0),
  };
}

/** The members in the order of the ranking under a policy. */
function rankUnderPolicy<Member extends { readonly userId: number; readonly sums: Sums }>(
  members: readonly Member[],
  policy: ScoringPolicy,
) {
  const contenders = members.map((member) => ({
    member,
    userId: member.userId,
    tasks: member.sums.tasks,
    score: computeScoreAlone(member.sums, policy),
    provisional: missingForRank(member.sums, policy).length > 0,
  }));
  return rank(contenders).map(({ member: { member, score, provisional }, rank: place }) => ({
    member,
    standing: { score, provisional, rank: place },
  }));
}
