"use client";

import { useTexts } from "@/components/layout/text-provider";
import { Chevron } from "@/components/ui/chevron";
import { Figure } from "@/components/ui/figure";
import type { UserTrends } from "@/lib/performance/schemas/user";

/** The chart's figures as a table, for screen readers and for copying. */
export function TrendTable({ trends }: { trends: UserTrends }) {
  const { translate } = useTexts();
  const columns = ["trend.score", "trend.onTime", "trend.skill", "trend.difficulty"] as const;
  return (
    <details className="group border-line border-t">
      <summary className="flex items-center gap-2 rounded-b-lg px-4 py-3 text-muted text-sm hover:text-ink sm:px-5">
        <Chevron className="group-open:rotate-90" />
        {translate("trend.table")}
      </summary>
      <table className="w-full text-right text-sm tabular-nums">
        <caption className="sr-only">{translate("trend.tableCaption")}</caption>
        <thead className="border-line border-t text-muted text-xs">
          <tr>
            <th scope="col" className="py-2 pr-2 pl-4 text-left font-medium sm:px-5">
              {translate("trend.date")}
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="px-2 py-2 font-medium last:pr-4 sm:px-3 sm:last:pr-5"
              >
                {translate(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trends.dates
            .map((day, index) => <TrendRow key={day} trends={trends} day={day} index={index} />)
            .reverse()}
        </tbody>
      </table>
    </details>
  );
}

function TrendRow({ trends, day, index }: { trends: UserTrends; day: string; index: number }) {
  const { translate, format } = useTexts();
  const cells = [
    {
      value: format.scoreColumn(trends.performance_scores[index] ?? null),
      missing: "missing.score",
    },
    { value: format.percentColumn(ratioOf(trends.on_time_ratios[index])), missing: "missing.due" },
    {
      value: format.percentColumn(ratioOf(trends.skill_accuracies[index])),
      missing: "missing.skill",
    },
    {
      value: format.percentColumn(ratioOf(trends.difficulty_factors[index])),
      missing: "missing.difficulty",
    },
  ] as const;
  return (
    <tr className="border-line border-t">
      <th scope="row" className="whitespace-nowrap py-1.5 pr-2 pl-4 text-left font-normal sm:px-5">
        {format.day(day)}
      </th>
      {cells.map(({ value, missing }) => (
        <td key={missing} className="px-2 py-1.5 last:pr-4 sm:px-3 sm:last:pr-5">
          <Figure value={value} missing={translate(missing)} />
        </td>
      ))}
    </tr>
  );
}

/** The trend has its ratios in percent; everything else has them as 0–1. */
function ratioOf(percent: number | null | undefined): number | null {
  return percent === null || percent === undefined ? null : percent / 100;
}
