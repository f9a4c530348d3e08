"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Loaded } from "@/components/shared/loaded";
import { MeanTrendPanel } from "@/components/shared/mean-trend-panel";
import { PeriodSwitch } from "@/components/shared/period-switch";
import { MeanTrendSkeleton } from "@/components/shared/skeletons";
import type { NamedTeam } from "@/components/shared/team-filter";
import { useTexts } from "@/components/shared/text-provider";
import { organizationTrendOptions } from "@/lib/performance/analytics/reads";
import type { Period } from "@/lib/performance/shared/parse-period";
import { parseAnalyticsView } from "./analytics-view";
import { DistributionPanel } from "./distribution-panel";
import { HeatmapPanel } from "./heatmap-panel";
import { StatisticsPanel } from "./statistics-panel";
import { TeamAveragesPanel } from "./team-averages-panel";

/** The organization as a whole. The server has put the figures into the cache. */
export function Analytics({ teams }: { teams: readonly NamedTeam[] }) {
  const { translate } = useTexts();
  const parameters = useSearchParams();
  const view = parseAnalyticsView((name) => parameters.get(name));
  return (
    <div className="grid gap-8">
      <section aria-labelledby="scores" className="grid gap-3">
        <h2 id="scores" className="font-semibold text-lg">
          {translate("analytics.people")}
        </h2>
        <div className="grid gap-4 lg:grid-cols-[1fr_20rem]">
          <DistributionPanel teamId={view.teamId} teams={teams} />
          <StatisticsPanel />
        </div>
      </section>
      <section aria-labelledby="over-time" className="grid gap-3">
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id="over-time" className="font-semibold text-lg">
            {translate("page.overTime")}
          </h2>
          <PeriodSwitch period={view.days} />
        </header>
        <OrganizationTrend days={view.days} />
        <HeatmapPanel days={view.days} measure={view.heat} />
        <TeamAveragesPanel days={view.days} />
      </section>
    </div>
  );
}

function OrganizationTrend({ days }: { days: Period }) {
  const { translate, format } = useTexts();
  const trends = useQuery({ ...organizationTrendOptions(days), placeholderData: keepPreviousData });
  return (
    <div className="panel">
      <Loaded query={trends} skeleton={<MeanTrendSkeleton />}>
        {(data) => (
          <MeanTrendPanel
            title={translate("analytics.trend")}
            means={data.organization}
            days={data.period_days}
            today={format.toLocalDate(new Date(trends.dataUpdatedAt))}
            isStale={trends.isPlaceholderData}
            release={data.release}
          />
        )}
      </Loaded>
    </div>
  );
}
