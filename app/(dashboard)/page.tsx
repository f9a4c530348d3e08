import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { MemberPerformance } from "@/components/performance/member-performance";
import { requireSessionContext } from "@/lib/auth/page-session";
import { parsePeriod } from "@/lib/performance/period";
import {
  historyPageLength,
  userHistoryOptions,
  userSummaryOptions,
  userTrendsOptions,
} from "@/lib/performance/query-options";
import { getPerformanceTrends } from "@/lib/performance/services/get-performance-trends";
import { getUserPerformanceHistory } from "@/lib/performance/services/get-user-performance-history";
import { getUserPerformanceSummary } from "@/lib/performance/services/get-user-performance-summary";

export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<{ days?: string | string[] }>;
}) {
  const context = await requireSessionContext();
  const days = parsePeriod((await searchParams).days);
  const { userId } = context.actor;
  const [summary, trends, history] = await Promise.all([
    getUserPerformanceSummary(context, { userId }),
    getPerformanceTrends(context, { userId, days }),
    getUserPerformanceHistory(context, { userId, days, limit: historyPageLength }),
  ]);
  const queries = new QueryClient();
  queries.setQueryData(userSummaryOptions(userId).queryKey, summary);
  queries.setQueryData(userTrendsOptions(userId, days).queryKey, trends);
  queries.setQueryData(userHistoryOptions(userId, days).queryKey, {
    pages: [history],
    pageParams: [null],
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <h1 className="mb-6 font-semibold text-2xl">{context.actor.displayName}</h1>
      <MemberPerformance userId={userId} isOwn />
    </HydrationBoundary>
  );
}
