"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { describeRelease } from "@/components/shared/describe-release";
import { Loaded } from "@/components/shared/loaded";
import { HistorySkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import { PageLink } from "@/components/ui/page-link";
import { analyticsTeamsRead } from "@/lib/performance/analytics/reads";
import type { AnalyticsTeams } from "@/lib/performance/analytics/schemas";
import type { Period } from "@/lib/performance/shared/parse-period";

const cell = "px-0.5 py-2.5 align-baseline last:pr-3 sm:px-3 sm:last:pr-5";

/** Each team's mean score, and its components over a period. */
export function TeamAveragesPanel({ days }: { days: Period }) {
  const { translate } = useTexts();
  const teams = useQuery({
    ...analyticsTeamsRead.options({ days }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="panel">
      <Loaded query={teams} skeleton={<HistorySkeleton />}>
        {(data) => (
          <div
            aria-busy={teams.isPlaceholderData}
            className={clsx(teams.isPlaceholderData && "opacity-60")}
          >
            <header className="p-4 sm:px-5">
              <h3 className="font-semibold">{translate("averages.title")}</h3>
              {data.teams.some(({ release }) => release !== undefined) ? null : (
                <p className="text-muted text-sm">
                  {translate("averages.scope", { days: data.period_days })}
                </p>
              )}
            </header>
            {data.teams.length === 0 ? (
              <p className="border-line border-t px-4 py-12 text-center text-muted">
                {translate("averages.empty")}
              </p>
            ) : (
              <AveragesTable teams={data.teams} />
            )}
          </div>
        )}
      </Loaded>
    </div>
  );
}

function AveragesTable({ teams }: { teams: AnalyticsTeams["teams"] }) {
  const { translate } = useTexts();
  const columns = ["averages.score", "trend.onTime", "trend.skill", "trend.difficulty"] as const;
  return (
    <table className="w-full table-fixed text-right text-xs tabular-nums sm:text-sm">
      <caption className="sr-only">{translate("averages.caption")}</caption>
      <thead className="border-line border-t text-muted text-xs">
        <tr>
          <th
            scope="col"
            className="w-[27%] py-2 pr-1 pl-4 text-left font-medium sm:w-[45%] sm:px-5"
          >
            {translate("averages.team")}
          </th>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="px-0.5 py-2 font-medium last:pr-3 sm:px-3 sm:last:pr-5"
            >
              {translate(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {teams.map((team) => (
          <TeamRow key={team.team_id} team={team} />
        ))}
      </tbody>
    </table>
  );
}

function TeamRow({ team }: { team: AnalyticsTeams["teams"][number] }) {
  const { translate, format } = useTexts();
  const { metrics } = team;
  const ratios = [
    ["on-time", metrics.on_time_ratio],
    ["skill", metrics.skill_accuracy],
    ["difficulty", metrics.difficulty_factor],
  ] as const;
  const { rated_members: rated, team_size: size, release } = team;
  const missingScore = rated === null ? "privacy.notReleased" : "team.noneRated";
  return (
    <tr className="border-line border-t hover:bg-canvas">
      <th scope="row" className="py-2.5 pr-1 pl-4 text-left font-normal sm:px-5">
        <PageLink
          href={`/team?team=${team.team_id}`}
          className="rounded-sm font-medium text-sm underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink"
        >
          {team.name}
        </PageLink>
        <span className="flex flex-wrap gap-x-3 text-muted text-xs">
          <span>
            {rated === null || release
              ? translate("members.shown", { count: rated ?? size })
              : translate("averages.rated", { rated, size })}
          </span>
          {release ? <span>{describeRelease(release, translate, format)}</span> : null}
          {team.tasks_completed === null ? null : (
            <span>{translate("averages.tasks", { count: team.tasks_completed })}</span>
          )}
        </span>
      </th>
      <td className={clsx(cell, "font-medium")}>
        <Figure value={format.scoreColumn(team.average_score)} missing={translate(missingScore)} />
      </td>
      {ratios.map(([name, ratio]) => (
        <td key={name} className={cell}>
          <Figure value={format.percentColumn(ratio)} missing={translate("averages.missing")} />
        </td>
      ))}
    </tr>
  );
}
