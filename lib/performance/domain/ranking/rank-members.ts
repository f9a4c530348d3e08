import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/** A member with the figures that decide the rank. */
export type RankableMember = {
  readonly userId: MemberId;
  /** Null without a score. */
  readonly score: ScoreHundredths | null;
  readonly tasks: number;
  readonly provisional: boolean;
};

/** Only members with a score that is not provisional have a rank. */
export function isRanked({ score, provisional }: RankableMember): boolean {
  return score !== null && !provisional;
}

/**
 * Orders ranked members first, then provisional ones, then those without a score; in each group the higher score, then
 * more tasks, then the lower user id. Returns 0 only for the same member.
 */
export function compareForRanking(left: RankableMember, right: RankableMember): number {
  return (
    getRankingGroup(left) - getRankingGroup(right) ||
    (right.score ?? 0) - (left.score ?? 0) ||
    right.tasks - left.tasks ||
    left.userId - right.userId
  );
}

/**
 * Returns members in the order of the ranking. Members with the same score and the same number of tasks share a rank,
 * and the next rank skips (1, 2, 2, 4); the rank is null for a member who is not ranked.
 *
 * Statements rank whole organizations by the same rule: `ranking-order.ts` and `member-summary.ts` of
 * `ledger/queries`, and `achievements/queries`.
 */
export function rank<Member extends RankableMember>(
  members: Iterable<Member>,
): readonly { readonly member: Member; readonly rank: number | null }[] {
  const ordered = [...members].sort(compareForRanking);
  let shared = 0;
  return ordered.map((member, index) => {
    if (!isRanked(member)) return { member, rank: null };
    const previous = ordered[index - 1];
    const isTie = previous?.score === member.score && previous.tasks === member.tasks;
    if (!isTie) shared = index + 1;
    return { member, rank: shared };
  });
}

function getRankingGroup(contender: RankableMember): number {
  if (isRanked(contender)) return 0;
  return contender.score === null ? 2 : 1;
}
