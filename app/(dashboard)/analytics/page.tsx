import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/translate";
import { Analytics } from "@/components/analytics/analytics";
import { type AnalyticsView, parseAnalyticsView } from "@/components/analytics/analytics-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/team-view";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { getAnalyticsTeams } from "@/lib/performance/analytics/get-analytics-teams";
import { getAnalyticsTrends } from "@/lib/performance/analytics/get-analytics-trends";
import { getDistribution } from "@/lib/performance/analytics/get-distribution";
import { getHeatmap } from "@/lib/performance/analytics/get-heatmap";
import { getStatistics } from "@/lib/performance/analytics/get-statistics";
import {
  analyticsTeamsOptions,
  distributionOptions,
  heatmapOptions,
  organizationTrendLimit,
  organizationTrendOptions,
  statisticsOptions,
} from "@/lib/performance/shared/query-options";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.analytics") };
}

export default async function AnalyticsPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  const view = parseAnalyticsView(readerOf(await searchParams));
  const loaded = await loadOrForbidden(() => load(context, view));
  if (loaded === null) {
    return <NotAllowed />;
  }
  const { queries, teams } = loaded;
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <h1 className="mb-6 font-semibold text-2xl">{context.organization.name}</h1>
      <Analytics teams={teams} />
    </HydrationBoundary>
  );
}

async function load(context: SessionContext, { days, teamId }: AnalyticsView) {
  const [distribution, statistics, trends, heatmap, averages] = await Promise.all([
    getDistribution(context, { teamId: teamId ?? undefined }),
    getStatistics(context),
    getAnalyticsTrends(context, { days, limit: organizationTrendLimit }),
    getHeatmap(context, { days }),
    getAnalyticsTeams(context, { days }),
  ]);
  const queries = new QueryClient();
  queries.setQueryData(distributionOptions(teamId).queryKey, distribution);
  queries.setQueryData(statisticsOptions().queryKey, statistics);
  queries.setQueryData(organizationTrendOptions(days).queryKey, trends);
  queries.setQueryData(heatmapOptions(days).queryKey, heatmap);
  queries.setQueryData(analyticsTeamsOptions(days).queryKey, averages);
  const teams = averages.teams.map(({ team_id: id, name }) => ({ id, name }));
  return { queries, teams };
}
