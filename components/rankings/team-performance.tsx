"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { AssignmentsSection } from "@/components/assignments/assignments-section";
import type { AssignmentViewer } from "@/components/assignments/offered-actions";
import { Loaded } from "@/components/shared/loaded";
import { MeanTrendPanel } from "@/components/shared/mean-trend-panel";
import { PeriodOrAllSwitch } from "@/components/shared/period-or-all-switch";
import { MeanTrendSkeleton } from "@/components/shared/skeletons";
import { type NamedTeam, TeamFilter } from "@/components/shared/team-filter";
import { useTexts } from "@/components/shared/text-provider";
import { teamTrendsRead } from "@/lib/performance/analytics/reads";
import { defaultPeriodDays } from "@/lib/performance/shared/parse-period";
import { ComparisonPanel } from "./comparison-panel";
import { LeaderboardPanel } from "./leaderboard-panel";
import { TeamFigures } from "./team-figures";
import { parseTeamView, type TeamView } from "./team-view";

/** A team, or all members in the reader's sight. The server has put the figures into the cache. */
export function TeamPerformance({
  viewer,
  teams,
  showsPeople,
}: {
  viewer: AssignmentViewer;
  /** The teams to choose from. */
  teams: readonly NamedTeam[];
  /** Whether the organization shows single members. */
  showsPeople: boolean;
}) {
  const { translate } = useTexts();
  const parameters = useSearchParams();
  const view = parseTeamView((name) => parameters.get(name));
  return (
    <div className="grid gap-8">
      <section aria-labelledby="summary" className="grid gap-3">
        <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 id="summary" className="font-semibold text-lg">
              {translate("page.summary")}
            </h2>
            {showsPeople ? <p className="text-muted text-sm">{translate("period.all")}</p> : null}
          </div>
          {teams.length > 1 ? <TeamFilter teams={teams} teamId={view.teamId} /> : null}
        </header>
        <TeamFigures teamId={view.teamId} />
      </section>
      <section aria-labelledby="members" className="grid gap-3">
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id="members" className="font-semibold text-lg">
            {translate(showsPeople ? "team.people" : "page.overTime")}
          </h2>
          <PeriodOrAllSwitch days={view.days} />
        </header>
        {showsPeople ? (
          <>
            <LeaderboardPanel view={view} viewerId={viewer.userId} />
            <Compared view={view} />
          </>
        ) : (
          <p className="panel p-4 text-muted sm:px-5">{translate("privacy.noPeople")}</p>
        )}
        <TeamTrend view={view} />
      </section>
      {showsPeople ? (
        <div className="laid-out-when-near">
          <AssignmentsSection owners={{ teamId: view.teamId }} viewer={viewer} />
        </div>
      ) : null}
    </div>
  );
}

/** Curves and trends need a period: for the whole time they show the default one. */
function Compared({ view }: { view: TeamView }) {
  const [first, second] = view.compared;
  if (first === undefined || second === undefined) {
    return null;
  }
  return <ComparisonPanel userIds={[first, second]} days={view.days ?? defaultPeriodDays} />;
}

function TeamTrend({ view }: { view: TeamView }) {
  const { translate, format } = useTexts();
  const trends = useQuery({
    ...teamTrendsRead.options({ days: view.days ?? defaultPeriodDays, team_id: view.teamId }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="panel laid-out-when-near">
      <Loaded query={trends} skeleton={<MeanTrendSkeleton />}>
        {(data) => (
          <MeanTrendPanel
            title={translate("team.trend")}
            means={data}
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
