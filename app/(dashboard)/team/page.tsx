import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadAssignments } from "@/app/(dashboard)/load-assignments";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { MyRank } from "@/components/rankings/my-rank";
import { TeamHeading } from "@/components/rankings/team-heading";
import { TeamPerformance } from "@/components/rankings/team-performance";
import { parseTeamView, readerOf, type TeamView } from "@/components/shared/team-view";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getTeamTrends } from "@/lib/performance/analytics/get-team-trends";
import { listVisibleTeams } from "@/lib/performance/members/list-visible-teams";
import { compareTeamPerformance } from "@/lib/performance/rankings/compare-team-performance";
import { getLeaderboard } from "@/lib/performance/rankings/get-leaderboard";
import { getTeamPerformanceSummary } from "@/lib/performance/rankings/get-team-performance-summary";
import { defaultPeriodDays } from "@/lib/performance/shared/period-days";
import {
  comparisonOptions,
  leaderboardOptions,
  myRankLength,
  myRankOptions,
  rankingPageLength,
  teamOptions,
  teamTrendsOptions,
  userTrendsOptions,
} from "@/lib/performance/shared/query-options";
import { getPerformanceTrends } from "@/lib/performance/summaries/get-performance-trends";

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
    <OwnPlaceOnly context={context} view={view} />
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
  const queries = new QueryClient();
  const teams = await loadOrForbidden(async () => {
    const [visible] = await Promise.all([
      listVisibleTeams(context),
      loadTeam(context, view, queries),
      loadPeople(context, view, queries),
      showsIndividuals(context)
        ? loadAssignments(context, { teamId: view.teamId }, work, queries)
        : null,
    ]);
    return visible;
  });
  if (teams === null) {
    return <NotAllowed reason="notAllowed.team" />;
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
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

async function loadTeam(context: SessionContext, { days, teamId }: TeamView, queries: QueryClient) {
  const trendDays = days ?? defaultPeriodDays;
  const ofTeam = { teamId: teamId ?? undefined };
  const [summaries, trends] = await Promise.all([
    getTeamPerformanceSummary(context, { ...ofTeam, limit: rankingPageLength }),
    getTeamTrends(context, { ...ofTeam, days: trendDays }),
  ]);
  queries.setQueryData(teamOptions(teamId).queryKey, { pages: [summaries], pageParams: [null] });
  queries.setQueryData(teamTrendsOptions(trendDays, teamId).queryKey, trends);
}

async function loadPeople(context: SessionContext, view: TeamView, queries: QueryClient) {
  if (!showsIndividuals(context)) {
    return;
  }
  const { days, teamId, compared } = view;
  const [first, second] = compared;
  const ranking = await getLeaderboard(context, {
    days: days ?? undefined,
    teamId: teamId ?? undefined,
    limit: rankingPageLength,
  });
  queries.setQueryData(leaderboardOptions(days, teamId).queryKey, {
    pages: [ranking],
    pageParams: [null],
  });
  if (first === undefined || second === undefined) {
    return;
  }
  const period = days ?? defaultPeriodDays;
  const [comparison, firstTrends, secondTrends] = await Promise.all([
    compareTeamPerformance(context, { userId1: first, userId2: second, days: period }),
    getPerformanceTrends(context, { userId: first, days: period }),
    getPerformanceTrends(context, { userId: second, days: period }),
  ]);
  queries.setQueryData(comparisonOptions(first, second, period).queryKey, comparison);
  queries.setQueryData(userTrendsOptions(first, period).queryKey, firstTrends);
  queries.setQueryData(userTrendsOptions(second, period).queryKey, secondTrends);
}

async function OwnPlaceOnly({ context, view }: { context: SessionContext; view: TeamView }) {
  const { userId } = context.actor;
  const place = await loadOrForbidden(() =>
    getLeaderboard(context, {
      days: view.days ?? undefined,
      around: userId,
      limit: myRankLength,
    }),
  );
  if (place === null) {
    return <NotAllowed reason="notAllowed.ownPlace" />;
  }
  const queries = new QueryClient();
  queries.setQueryData(myRankOptions(userId, view.days).queryKey, place);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <h1 className="mb-6 font-semibold text-2xl">{context.organization.name}</h1>
      <MyRank viewerId={userId} />
    </HydrationBoundary>
  );
}
