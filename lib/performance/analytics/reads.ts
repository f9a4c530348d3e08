import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type { teamTrends, teamTrendsQuery } from "@/lib/performance/rankings/schemas";
import type {
  analyticsTeams,
  analyticsTeamsQuery,
  analyticsTrends,
  analyticsTrendsQuery,
  distribution,
  distributionQuery,
  heatmap,
  heatmapQuery,
  statistics,
} from "./schemas";

export const teamTrendsRead = defineRead<{
  query: typeof teamTrendsQuery;
  response: typeof teamTrends;
}>("/api/performance/team/trends");

export const distributionRead = defineRead<{
  query: typeof distributionQuery;
  response: typeof distribution;
}>("/api/performance/analytics/distribution");

export const statisticsRead = defineRead<{ response: typeof statistics }>(
  "/api/performance/statistics",
);

export const analyticsTrendsRead = definePagedRead<{
  query: typeof analyticsTrendsQuery;
  response: typeof analyticsTrends;
}>("/api/performance/analytics/trends");

export const analyticsTeamsRead = defineRead<{
  query: typeof analyticsTeamsQuery;
  response: typeof analyticsTeams;
}>("/api/performance/analytics/teams");

export const heatmapRead = defineRead<{ query: typeof heatmapQuery; response: typeof heatmap }>(
  "/api/performance/analytics/heatmap",
);

/** The organization's mean, which comes with every page of members: so with as few members as there can be. */
export function organizationTrendOptions(days: number) {
  return analyticsTrendsRead.options({ days, limit: 1 });
}
