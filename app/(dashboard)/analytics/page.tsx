import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { GET as getDistribution } from "@/app/api/performance/analytics/distribution/route";
import { GET as getHeatmap } from "@/app/api/performance/analytics/heatmap/route";
import { GET as getAnalyticsTeams } from "@/app/api/performance/analytics/teams/route";
import { GET as getAnalyticsTrends } from "@/app/api/performance/analytics/trends/route";
import { GET as getStatistics } from "@/app/api/performance/statistics/route";
import { getTranslate } from "@/app/translate";
import { Analytics } from "@/components/analytics/analytics";
import { type AnalyticsView, parseAnalyticsView } from "@/components/analytics/analytics-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries, type PageQueries } from "@/lib/api/page-queries";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import {
  analyticsTeamsRead,
  distributionRead,
  heatmapRead,
  organizationTrendOptions,
  statisticsRead,
} from "@/lib/performance/analytics/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.analytics") };
}

export default async function AnalyticsPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  const view = parseAnalyticsView(readerOf(await searchParams));
  const page = createPageQueries(context);
  const teams = await loadOrForbidden(() => load(page, view));
  if (teams === null) {
    return <NotAllowed />;
  }
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <h1 className="mb-6 font-semibold text-2xl">{context.organization.name}</h1>
      <Analytics teams={teams} />
    </HydrationBoundary>
  );
}

/** Reads the figures of the page. @returns the teams to choose from. */
async function load(page: PageQueries<SessionContext>, { days, teamId }: AnalyticsView) {
  const [averages] = await Promise.all([
    page.prefetch(getAnalyticsTeams, analyticsTeamsRead.options({ days })),
    page.prefetch(getDistribution, distributionRead.options({ team_id: teamId })),
    page.prefetch(getStatistics, statisticsRead.options()),
    page.prefetch(getAnalyticsTrends, organizationTrendOptions(days)),
    page.prefetch(getHeatmap, heatmapRead.options({ days })),
  ]);
  return averages.teams.map(({ team_id: id, name }) => ({ id, name }));
}
