"use client";

import { useTexts } from "@/components/shared/text-provider";
import { FiguresTable } from "@/components/ui/figures-table";
import { parsePercent, toDecimalRatio } from "@/lib/performance/domain/units/ratio-ten-thousandths";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";

/** The chart's figures as a table, newest first. */
export function TrendTable({ trends }: { trends: UserTrends }) {
  const { translate, format } = useTexts();
  const formatRatio = (percent: number | null | undefined) =>
    format.percentColumn(
      percent === null || percent === undefined ? null : toDecimalRatio(parsePercent(percent)),
    );
  return (
    <FiguresTable
      caption={translate("trend.tableCaption")}
      columns={[
        translate("trend.date"),
        translate("trend.score"),
        translate("trend.onTime"),
        translate("trend.skill"),
        translate("trend.difficulty"),
      ]}
      rows={() =>
        trends.dates
          .map((day, index) => ({
            key: day,
            head: format.day(day),
            cells: [
              {
                value: format.scoreColumn(trends.performance_scores[index] ?? null),
                missing: translate("missing.score"),
              },
              // Only the trend has ratios in percent; elsewhere they are 0–1.
              {
                value: formatRatio(trends.on_time_ratios[index]),
                missing: translate("missing.due"),
              },
              {
                value: formatRatio(trends.skill_accuracies[index]),
                missing: translate("missing.skill"),
              },
              {
                value: formatRatio(trends.difficulty_factors[index]),
                missing: translate("missing.difficulty"),
              },
            ],
          }))
          .reverse()
      }
    />
  );
}
