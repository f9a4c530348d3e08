/** What a member is ranked by. */
export type RankableMember = {
  readonly userId: number;
  /** Hundredths; null without a score. */
  readonly score: number | null;
  readonly tasks: number;
  readonly provisional: boolean;
};

/** Whether a member takes part in the ranking: with a score that is not provisional. */
export function isRanked({ score, provisional }: RankableMember): boolean {
  return score !== null && !provisional;
}

/**
 * The order of a ranking: ranked members first, then provisional ones, then those without a score;
 * within each the higher score, then more tasks, then the lower user id. It never answers 0 for two
 * different members.
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
 * Members in the order of the ranking. Equal score and tasks share a rank and the next one skips
 * (1, 2, 2, 4); the rank is null for those who are not ranked.
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
