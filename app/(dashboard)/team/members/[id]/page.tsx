import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { loadOrRefuse } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/(dashboard)/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { MemberPerformance } from "@/components/performance/member-performance";
import { LookedAt } from "@/components/team/looked-at";
import { parseId } from "@/components/team/team-view";
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

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.team") };
}

export default async function MemberPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ days?: string | string[] }>;
}) {
  const context = await requireSessionContext();
  const userId = parseId((await params).id);
  if (userId === null) {
    notFound();
  }
  if (userId === context.actor.userId) {
    redirect("/");
  }
  const days = parsePeriod((await searchParams).days);
  const loaded = await loadOrRefuse(async () => {
    const summary = await getUserPerformanceSummary(context, { userId });
    const [trends, history] = await Promise.all([
      getPerformanceTrends(context, { userId, days }),
      getUserPerformanceHistory(context, { userId, days, limit: historyPageLength }),
    ]);
    return { summary, trends, history };
  });
  if (loaded === null) {
    return <NotAllowed reason="notAllowed.member" />;
  }
  const { summary, trends, history } = loaded;
  const queries = new QueryClient();
  queries.setQueryData(userSummaryOptions(userId).queryKey, summary);
  queries.setQueryData(userTrendsOptions(userId, days).queryKey, trends);
  queries.setQueryData(userHistoryOptions(userId, days).queryKey, {
    pages: [history],
    pageParams: [null],
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <LookedAt name={summary.display_name} />
      <h1 className="mb-6 font-semibold text-2xl">{summary.display_name}</h1>
      <MemberPerformance userId={userId} isOwn={false} />
    </HydrationBoundary>
  );
}
