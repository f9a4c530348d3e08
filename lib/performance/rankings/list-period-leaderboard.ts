import "server-only";
import type { Context } from "@/lib/context";
import { compareForRanking, rank } from "@/lib/performance/domain/ranking/rank-members";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { findNewestEntry, type Group } from "@/lib/performance/ledger/queries/groups";
import { listMemberPeriods, type MemberPeriod } from "@/lib/performance/ledger/queries/period-sums";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import type { LeaderboardPage } from "@/lib/performance/rankings/queries/leaderboard";
import type { RankedMember, RankedPage } from "./ranked-member";

/**
 * A page of a group's ranking by the completions of the last local days, with the rank in the same number of days
 * before.
 */
export async function listPeriodLeaderboard(
  context: Context,
  group: Group,
  days: number,
  page: LeaderboardPage,
): Promise<RankedPage> {
  const { database, now, organization, organizationId } = context;
  const period = toDateRange(now, days, organization.timeZone);
  const found = await listMemberPeriods(database, organizationId, group, period);
  const policies = await findPolicies(context, found);
  const newest = findNewestEntry(found);
  if (policies === null) return { ...newest, members: 0, ranked: 0, rows: [] };
  const ranked = rankMembers(found, policies.current);
  const among = page.kind === "after" && page.among !== null ? new Set(page.among) : null;
  return {
    ...newest,
    members: found.length,
    ranked: ranked.filter((member) => member.rank !== null).length,
    rows: selectPage(
      among === null ? ranked : ranked.filter(({ userId }) => among.has(userId)),
      page,
    ),
  };
}

function rankMembers(members: readonly MemberPeriod[], policy: ScoringPolicy): RankedMember[] {
  const rankBy = (toSums: (member: MemberPeriod) => Sums) =>
    rank(
      members.map((member) => {
        const sums = toSums(member);
        const { score, provisional } = computeScore(sums, policy);
        return { ...member, sums, tasks: sums.tasks, score, provisional };
      }),
    );
  const previousRanks = new Map(
    rankBy(({ previousSums }) => previousSums).map(({ member, rank: place }) => [
      member.userId,
      place,
    ]),
  );
  return rankBy(({ periodSums }) => periodSums).map(({ member, rank: place }) => ({
    ...member,
    rank: place,
    previousRank: previousRanks.get(member.userId) ?? null,
  }));
}

function selectPage(
  ranked: readonly RankedMember[],
  page: LeaderboardPage,
): readonly RankedMember[] {
  const start = findPageStart(ranked, page);
  return start === -1 ? [] : ranked.slice(start, start + page.limit);
}

/** The index at which a page begins; -1 where there is nothing to show. */
function findPageStart(ranked: readonly RankedMember[], page: LeaderboardPage): number {
  if (page.kind === "around") {
    const index = ranked.findIndex(({ userId }) => userId === page.userId);
    return index === -1 ? -1 : Math.max(0, index - page.before);
  }
  const { after } = page;
  if (after === null) return 0;
  const contender = {
    ...after,
    score: after.place === 2 ? null : after.score,
    provisional: after.place > 0,
  };
  return ranked.findIndex(
    (member) => compareForRanking({ ...member, tasks: member.sums.tasks }, contender) > 0,
  );
}
