"use client";

import { LineKeys } from "@/components/charts/line-key";
import { useTexts } from "@/components/shared/text-provider";
import { FiguresTable } from "@/components/ui/figures-table";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { alignDays, compareTrends } from "./trend-comparison";

/** The legend and the differences of two periods in words; their room is reserved while the earlier one loads. */
export function ComparedPeriods({
  trends,
  previous,
}: {
  trends: UserTrends;
  previous: UserTrends | null;
}) {
  const { translate } = useTexts();
  const days = trends.period_days;
  return (
    <div className="grid min-h-24 content-start gap-1 sm:min-h-17">
      <LineKeys
        names={[translate("period.option", { days }), translate("trend.previous", { days })]}
      />
      {previous === null ? null : <Differences trends={trends} previous={previous} />}
    </div>
  );
}

function Differences({ trends, previous }: { trends: UserTrends; previous: UserTrends }) {
  const { translate, format } = useTexts();
  const days = trends.period_days;
  if (previous.data_points === 0) {
    return <p className="text-muted text-sm">{translate("trend.nothingBefore", { days })}</p>;
  }
  const { average, end } = compareTrends(trends, previous);
  const sentences = [
    ["trend.comparedAverage", average],
    ["trend.comparedEnd", end],
  ] as const;
  return sentences.map(([key, { now, before, change }]) => (
    <p key={key} className="text-sm tabular-nums">
      {translate(key, {
        days,
        now: format.scoreColumn(now),
        before: format.scoreColumn(before),
        change: format.changeColumn(change),
      })}
    </p>
  ));
}

/** The figures of both curves: days that overlap in the chart are in one row. */
export function ComparedTable({ trends, previous }: { trends: UserTrends; previous: UserTrends }) {
  const { translate, format } = useTexts();
  const missing = translate("comparison.noCompletion");
  return (
    <FiguresTable
      caption={translate("trend.comparedCaption")}
      columns={[
        translate("trend.date"),
        translate("trend.score"),
        translate("trend.dayBefore"),
        translate("trend.scoreBefore"),
      ]}
      rows={() =>
        alignDays(trends, previous).map(({ day, dayBefore, now, before }) => ({
          key: day,
          head: format.day(day),
          cells: [
            { value: format.scoreColumn(now), missing },
            { value: format.day(dayBefore), missing: "" },
            { value: format.scoreColumn(before), missing },
          ],
        }))
      }
    />
  );
}
