import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { GET as listAssignments } from "@/app/api/performance/assignments/route";
import { GET as compareMembers } from "@/app/api/performance/team/comparison/route";
import { GET as getLeaderboard } from "@/app/api/performance/team/leaderboard/route";
import { GET as getTeam } from "@/app/api/performance/team/route";
import { GET as getTeamTrends } from "@/app/api/performance/team/trends/route";
import { GET as getUserTrends } from "@/app/api/performance/user/[id]/trends/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { MyRank } from "@/components/rankings/my-rank";
import { TeamHeading } from "@/components/rankings/team-heading";
import { TeamPerformance } from "@/components/rankings/team-performance";
import { parseTeamView, type TeamView } from "@/components/rankings/team-view";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries, type PageQueries } from "@/lib/api/page-queries";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { teamTrendsRead } from "@/lib/performance/analytics/reads";
import { assignmentsOptions, parseAssignmentView } from "@/lib/performance/assignments/reads";
import { listVisibleTeams } from "@/lib/performance/members/list-visible-teams";
import {
  comparisonRead,
  leaderboardOptions,
  myRankOptions,
  teamOptions,
} from "@/lib/performance/rankings/reads";
import { defaultPeriodDays } from "@/lib/performance/shared/parse-period";
import { userTrendsRead } from "@/lib/performance/summaries/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.team") };
}

export default async function TeamPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  const read = readerOf(await searchParams);
  const view = parseTeamView(read);
  return hasPermission(context.actor, "view_team") ? (
    <WholeTeam context={context} view={view} work={read("work")} />
  ) : (
    <MyRankOnly context={context} view={view} />
  );
}

async function WholeTeam({
  context,
  view,
  work,
}: {
  context: SessionContext;
  view: TeamView;
  work: string | null;
}) {
  const page = createPageQueries(context);
  const teams = await loadOrForbidden(async () => {
    const [visible] = await Promise.all([
      listVisibleTeams(context),
      loadTeam(page, view),
      showsIndividuals(context) && loadPeople(page, view, work),
    ]);
    return visible;
  });
  if (teams === null) {
    return <NotAllowed reason="notAllowed.team" />;
  }
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <TeamHeading
        teams={teams}
        seesOneTeam={context.actor.leadScope === "team" && teams.length === 1}
        organizationName={context.organization.name}
        timeZone={context.organization.timeZone}
      />
      <TeamPerformance
        viewer={{
          userId: context.actor.userId,
          mayWrite: hasPermission(context.actor, "write_assignments"),
        }}
        teams={teams}
        showsPeople={showsIndividuals(context)}
      />
    </HydrationBoundary>
  );
}

function loadTeam(page: PageQueries<SessionContext>, { days, teamId }: TeamView) {
  const period = days ?? defaultPeriodDays;
  return Promise.all([
    page.prefetchPages(getTeam, teamOptions(teamId)),
    page.prefetch(getTeamTrends, teamTrendsRead.options({ days: period, team_id: teamId })),
  ]);
}

function loadPeople(page: PageQueries<SessionContext>, view: TeamView, work: string | null) {
  const { days, teamId } = view;
  return Promise.all([
    page.prefetchPages(getLeaderboard, leaderboardOptions(days, teamId)),
    page.prefetchPages(listAssignments, assignmentsOptions({ teamId }, parseAssignmentView(work))),
    loadComparison(page, view),
  ]);
}

function loadComparison(page: PageQueries<SessionContext>, { days, compared }: TeamView) {
  const [first, second] = compared;
  if (first === undefined || second === undefined) {
    return;
  }
  const period = days ?? defaultPeriodDays;
  return Promise.all([
    page.prefetch(
      compareMembers,
      comparisonRead.options({ user_id_1: first, user_id_2: second, days: period }),
    ),
    page.prefetch(getUserTrends, userTrendsRead.options({ id: first, days: period })),
    page.prefetch(getUserTrends, userTrendsRead.options({ id: second, days: period })),
  ]);
}

async function MyRankOnly({ context, view }: { context: SessionContext; view: TeamView }) {
  const { userId } = context.actor;
  const page = createPageQueries(context);
  const rank = await loadOrForbidden(() =>
    page.prefetch(getLeaderboard, myRankOptions(userId, view.days)),
  );
  if (rank === null) {
    return <NotAllowed reason="notAllowed.ownPlace" />;
  }
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <h1 className="mb-6 font-semibold text-2xl">{context.organization.name}</h1>
      <MyRank viewerId={userId} />
    </HydrationBoundary>
  );
}
