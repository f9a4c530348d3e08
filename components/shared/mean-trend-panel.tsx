"use client";

import clsx from "clsx";
import { useMemo } from "react";
import { LazyLineChart } from "@/components/charts/lazy-line-chart";
import { subtractDays } from "@/components/charts/local-days";
import { describeRelease } from "@/components/shared/describe-release";
import { useTexts } from "@/components/shared/text-provider";
import { FiguresTable } from "@/components/ui/figures-table";
import type { MeanScores, ReleaseRange } from "@/lib/performance/summaries/trend-schemas";
import { meanTrendSize } from "./sizes";

/** The members' mean score over time. `today` is the organization's local date when the figures were loaded. */
export function MeanTrendPanel({
  title,
  means,
  days,
  today,
  isStale,
  release,
}: {
  title: string;
  means: MeanScores;
  days: number;
  today: string;
  isStale: boolean;
  /** What released means cover; null before the first release, absent for live means. */
  release?: ReleaseRange | undefined;
}) {
  const { translate, format } = useTexts();
  const isEmpty = means.average_scores.every((value) => value === null);
  const noPoints = release === null ? "privacy.notReleased" : "meanTrend.empty";
  const emptyReason = means.data_points === 0 ? noPoints : "distribution.empty";
  return (
    <div aria-busy={isStale} className={clsx(meanTrendSize, isStale && "opacity-60")}>
      <div className="grid gap-4 p-4 sm:p-5">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="font-semibold">{title}</h3>
          <p className="text-muted text-sm">
            {release
              ? describeRelease(release, translate, format)
              : `${translate("period.option", { days })} · ${translate("trend.days", { count: means.data_points })}`}
          </p>
        </header>
        <div className="relative h-56 sm:h-64">
          {isEmpty ? (
            <p className="grid h-full place-items-center text-muted">{translate(emptyReason)}</p>
          ) : (
            <MeanChart
              title={title}
              means={means}
              firstDay={release?.from ?? subtractDays(today, days - 1)}
              lastDay={release?.to ?? today}
              isLong={Boolean(release) || days > 180}
            />
          )}
        </div>
      </div>
      {isEmpty ? null : <MeanTable means={means} />}
    </div>
  );
}

function MeanChart({
  title,
  means,
  firstDay,
  lastDay,
  isLong,
}: {
  title: string;
  means: MeanScores;
  firstDay: string;
  lastDay: string;
  isLong: boolean;
}) {
  const { translate, format } = useTexts();
  const series = useMemo(
    () => [
      {
        label: title,
        points: means.dates.map((day, index) => ({
          day,
          value: means.average_scores[index] ?? null,
        })),
      },
    ],
    [title, means],
  );
  const known = means.average_scores.filter((value) => value !== null);
  return (
    <LazyLineChart
      series={series}
      firstDay={firstDay}
      lastDay={lastDay}
      description={translate("meanTrend.summary", {
        title,
        from: format.day(firstDay),
        to: format.day(lastDay),
        lowest: format.score(Math.min(...known)),
        highest: format.score(Math.max(...known)),
        last: format.score(known.at(-1) ?? null),
      })}
      formatValue={format.score}
      formatDay={format.day}
      tickUnit={isLong ? "month" : "day"}
      formatTick={isLong ? format.monthShort : format.dayShort}
    />
  );
}

function MeanTable({ means }: { means: MeanScores }) {
  const { translate, format } = useTexts();
  return (
    <FiguresTable
      caption={translate("meanTrend.tableCaption")}
      columns={[translate("trend.date"), translate("meanTrend.score"), translate("meanTrend.over")]}
      rows={() =>
        means.dates
          .map((day, index) => ({
            key: day,
            head: format.day(day),
            cells: [
              {
                value: format.scoreColumn(means.average_scores[index] ?? null),
                missing: translate("team.noneRated"),
              },
              { value: format.count(means.rated_members[index] ?? null), missing: "" },
            ],
          }))
          .reverse()
      }
    />
  );
}
