"use client";

import clsx from "clsx";
import { useMemo } from "react";
import { LazyLineChart } from "@/components/charts/lazy-line-chart";
import { subtractDays } from "@/components/charts/local-days";
import { ComparedPeriods, ComparedTable } from "@/components/shared/compared-periods";
import { trendSize } from "@/components/shared/sizes";
import { useTexts } from "@/components/shared/text-provider";
import { alignEarlierPoints, getPoints } from "@/components/shared/trend-comparison";
import { Figure } from "@/components/ui/figure";
import { pushSearchParams } from "@/components/ui/search-params-link";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { TrendMarks } from "./trend-marks";
import { TrendTable } from "./trend-table";

/** `today` is the organization's local date when the figures were loaded. */
export function TrendPanel({
  trends,
  previous,
  isCompared,
  today,
  isStale,
}: {
  trends: UserTrends;
  /** The earlier period; null where it is not compared, or not loaded. */
  previous: UserTrends | null;
  isCompared: boolean;
  today: string;
  isStale: boolean;
}) {
  const { translate } = useTexts();
  const isEmpty = trends.data_points + (previous?.data_points ?? 0) === 0;
  return (
    <div aria-busy={isStale} className={clsx(trendSize, isStale && "opacity-60")}>
      <div className="grid gap-4 p-4 sm:p-5">
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h3 className="font-semibold">{translate("trend.title")}</h3>
            <p className="text-muted text-sm">
              {translate("period.option", { days: trends.period_days })} ·{" "}
              {translate("trend.days", { count: trends.data_points })}
            </p>
          </div>
          <CompareSwitch days={trends.period_days} isCompared={isCompared} />
        </header>
        <div className="relative h-56 sm:h-64">
          {isEmpty ? (
            <p className="grid h-full place-items-center text-muted">{translate("trend.empty")}</p>
          ) : (
            <ScoreChart trends={trends} previous={previous} today={today} />
          )}
        </div>
        <TrendMarks marks={trends.marks} />
        {isCompared ? <ComparedPeriods trends={trends} previous={previous} /> : null}
        <Statistics statistics={trends.statistics} />
      </div>
      <Figures trends={trends} previous={previous} />
    </div>
  );
}

function Figures({ trends, previous }: { trends: UserTrends; previous: UserTrends | null }) {
  if (previous !== null && previous.data_points > 0) {
    return <ComparedTable trends={trends} previous={previous} />;
  }
  return trends.data_points === 0 ? null : <TrendTable trends={trends} />;
}

/** The choice is in the URL. */
function CompareSwitch({ days, isCompared }: { days: number; isCompared: boolean }) {
  const { translate } = useTexts();
  return (
    <label className="flex min-h-6 items-center gap-2 text-sm print:hidden">
      <input
        type="checkbox"
        checked={isCompared}
        onChange={() => pushSearchParams({ compare: isCompared ? null : "previous" })}
        className="size-4 accent-accent-fill"
      />
      {translate("trend.compare", { days })}
    </label>
  );
}

function ScoreChart({
  trends,
  previous,
  today,
}: {
  trends: UserTrends;
  previous: UserTrends | null;
  today: string;
}) {
  const { translate, format } = useTexts();
  const days = trends.period_days;
  const label = translate("trend.dataset");
  const previousLabel = translate("trend.previous", { days });
  const series = useMemo(
    () => [
      { label, points: getPoints(trends) },
      ...(previous === null
        ? []
        : [
            {
              label: previousLabel,
              points: alignEarlierPoints(previous),
              dayOf: (day: string) => subtractDays(day, days),
            },
          ]),
    ],
    [label, previousLabel, trends, previous, days],
  );
  const marks = useMemo(
    () => trends.marks.map(({ date: day, kind }) => ({ day, kind })),
    [trends.marks],
  );
  const isLong = days > 180;
  const firstDay = subtractDays(today, days - 1);
  const formatLastScore = ({ performance_scores: scores }: UserTrends) =>
    format.score(scores.at(-1) ?? null);
  const range = { from: format.day(firstDay), to: format.day(today) };
  return (
    <LazyLineChart
      series={series}
      marks={marks}
      firstDay={firstDay}
      lastDay={today}
      description={
        previous === null
          ? translate("trend.summary", {
              ...range,
              count: trends.data_points,
              lowest: format.score(trends.statistics.min_score),
              highest: format.score(trends.statistics.max_score),
              last: formatLastScore(trends),
            })
          : translate("comparison.summary", {
              ...range,
              first: translate("period.option", { days }),
              second: previousLabel,
              firstLast: formatLastScore(trends),
              secondLast: formatLastScore(previous),
            })
      }
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
