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
import { standingGrid } from "@/components/shared/sizes";
import { StandingSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { parsePeriodDays } from "@/lib/performance/shared/period-days";
import { userSummaryRead } from "@/lib/performance/summaries/reads";
import { MemberTrend } from "./member-trend";
import { MetricCards } from "./metric-cards";
import { PerformanceWidget } from "./performance-widget";

/** Everything about one member. The figures are already in the cache when the server has rendered the page. */
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
      <section aria-labelledby="standing" className="grid gap-3">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h2 id="standing" className="font-semibold text-lg">
            {translate("page.summary")}
          </h2>
          <p className="text-muted text-sm">
            {translate("page.summaryScope", { count: summary.data?.tasks_completed ?? 0 })}
          </p>
        </header>
        <Loaded query={summary} skeleton={<StandingSkeleton />}>
          {(data) => (
            <div className={standingGrid}>
              <PerformanceWidget summary={data} isOwn={userId === viewer.userId} />
              <MetricCards summary={data} />
            </div>
          )}
        </Loaded>
      </section>
      <AssignmentsSection owners={{ userId }} viewer={viewer} />
      <section aria-labelledby="over-time" className="grid gap-3">
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id="over-time" className="font-semibold text-lg">
            {translate("page.overTime")}
          </h2>
          <PeriodSwitch period={period} />
        </header>
        <MemberTrend userId={userId} period={period} />
        <ExplanationPanel userId={userId} period={period} />
      </section>
      <AchievementsSection userId={userId} />
      <HistoryPanel userId={userId} period={period} />
    </div>
  );
}
