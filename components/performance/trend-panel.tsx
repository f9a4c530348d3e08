"use client";

import clsx from "clsx";
import { useMemo } from "react";
import { LazyLineChart } from "@/components/charts/lazy-line-chart";
import { daysBefore } from "@/components/charts/local-days";
import { useTexts } from "@/components/layout/text-provider";
import { Figure } from "@/components/ui/figure";
import type { UserTrends } from "@/lib/performance/schemas/user";
import { trendSize } from "./sizes";
import { TrendTable } from "./trend-table";

/** `today` is the organization's local date when the figures came. */
export function TrendPanel({
  trends,
  today,
  isStale,
}: {
  trends: UserTrends;
  today: string;
  isStale: boolean;
}) {
  const { translate } = useTexts();
  return (
    <div aria-busy={isStale} className={clsx(trendSize, isStale && "opacity-60")}>
      <div className="grid gap-4 p-4 sm:p-5">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="font-semibold">{translate("trend.title")}</h3>
          <p className="text-muted text-sm">
            {translate("period.option", { days: trends.period_days })} ·{" "}
            {translate("trend.days", { count: trends.data_points })}
          </p>
        </header>
        <div className="relative h-56 sm:h-64">
          {trends.data_points === 0 ? (
            <p className="grid h-full place-items-center text-muted">{translate("trend.empty")}</p>
          ) : (
            <ScoreChart trends={trends} today={today} />
          )}
        </div>
        <Statistics statistics={trends.statistics} />
      </div>
      {trends.data_points === 0 ? null : <TrendTable trends={trends} />}
    </div>
  );
}

function ScoreChart({ trends, today }: { trends: UserTrends; today: string }) {
  const { translate, format } = useTexts();
  const label = translate("trend.dataset");
  const series = useMemo(() => [{ label, points: pointsOf(trends) }], [label, trends]);
  const isLong = trends.period_days > 180;
  const firstDay = daysBefore(today, trends.period_days - 1);
  return (
    <LazyLineChart
      series={series}
      firstDay={firstDay}
      lastDay={today}
      description={translate("trend.summary", {
        from: format.day(firstDay),
        to: format.day(today),
        count: trends.data_points,
        lowest: format.score(trends.statistics.min_score),
        highest: format.score(trends.statistics.max_score),
        last: format.score(trends.performance_scores.at(-1) ?? null),
      })}
      formatValue={format.score}
      formatDay={format.day}
      tickUnit={isLong ? "month" : "day"}
      formatTick={isLong ? format.monthShort : format.dayShort}
    />
  );
}

function Statistics({ statistics }: { statistics: UserTrends["statistics"] }) {
  const { translate, format } = useTexts();
  const figures = [
    ["trend.average", statistics.average_score],
    ["trend.highest", statistics.max_score],
    ["trend.lowest", statistics.min_score],
    ["trend.range", statistics.score_range],
  ] as const;
  return (
    <dl className="grid grid-cols-4 gap-4 border-line border-t pt-4">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt className="text-muted text-xs sm:text-sm">{translate(label)}</dt>
          <dd className="font-semibold tabular-nums">
            <Figure value={format.scoreColumn(value)} missing={translate("missing.statistic")} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function pointsOf(trends: UserTrends): { day: string; value: number | null }[] {
  return trends.dates.map((day, index) => ({
    day,
    value: trends.performance_scores[index] ?? null,
  }));
}
