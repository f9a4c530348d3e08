"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { AchievementsSection } from "@/components/achievements/achievements-section";
import { AssignmentsSection } from "@/components/assignments/assignments-section";
import type { AssignmentViewer } from "@/components/assignments/offered-actions";
import { ExplanationPanel } from "@/components/explanations/explanation-panel";
import { HistoryPanel } from "@/components/history/history-panel";
import { Loaded } from "@/components/shared/loaded";
import { PeriodSwitch } from "@/components/shared/period-switch";
import { summaryGrid } from "@/components/shared/sizes";
import { MetricsSkeleton, SummarySkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { parsePeriodDays } from "@/lib/performance/shared/parse-period";
import { userSummaryRead } from "@/lib/performance/summaries/reads";
import { GlancePanel } from "./glance-panel";
import { MemberTrend } from "./member-trend";
import { MetricCards } from "./metric-cards";
import { PerformanceWidget } from "./performance-widget";

/** The figures of one member. The server has put them into the cache. */
export function MemberPerformance({
  userId,
  viewer,
}: {
  userId: number;
  viewer: AssignmentViewer;
}) {
  const { translate } = useTexts();
  const period = parsePeriodDays(useSearchParams().get("days"));
  const summary = useQuery(userSummaryRead.options({ id: userId }));
  return (
    <div className="grid gap-8">
      <section aria-labelledby="summary" className="grid gap-3">
        <h2 id="summary" className="font-semibold text-lg">
          {translate("page.summary")}
        </h2>
        <Loaded query={summary} skeleton={<SummarySkeleton />}>
          {(data) => (
            <div className={summaryGrid}>
              <PerformanceWidget summary={data} isOwn={userId === viewer.userId} />
              <GlancePanel summary={data} period={period} />
            </div>
          )}
        </Loaded>
      </section>
      <section aria-labelledby="over-time" className="grid gap-3">
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id="over-time" className="font-semibold text-lg">
            {translate("page.overTime")}
          </h2>
          <PeriodSwitch period={period} />
        </header>
        <MemberTrend userId={userId} period={period} />
        <ExplanationPanel
          userId={userId}
          period={period}
          trendDays={summary.data?.trend.period_days ?? 0}
        />
      </section>
      <AssignmentsSection owners={{ userId }} viewer={viewer} />
      <section aria-labelledby="basis" className="laid-out-when-near grid gap-3">
        <h2 id="basis" className="font-semibold text-lg">
          {translate("overview.basis")}
        </h2>
        <Loaded query={summary} skeleton={<MetricsSkeleton />}>
          {(data) => <MetricCards summary={data} />}
        </Loaded>
      </section>
      <AchievementsSection userId={userId} />
      <HistoryPanel userId={userId} period={period} />
    </div>
  );
}
