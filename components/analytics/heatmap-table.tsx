"use client";

import { useTexts } from "@/components/shared/text-provider";
import { FiguresTable } from "@/components/ui/figures-table";
import type { Heatmap } from "@/lib/performance/analytics/schemas";
import type { HeatMeasure } from "./analytics-view";

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** The heatmap's figures, an hour in each row, which fits a phone. */
export function HeatmapTable({
  cells,
  measure,
}: {
  cells: Heatmap["cells"];
  measure: HeatMeasure;
}) {
  const { translate, format } = useTexts();
  const isOnTime = measure === "on-time";
  const toCell = (weekday: number, hour: number) => {
    const cell = cells.find((one) => one.weekday === weekday && one.hour === hour);
    const completions = cell?.completions ?? null;
    const noDue = completions === null ? "privacy.tooFew" : "heatmap.noDue";
    return isOnTime
      ? { value: format.percentRound(cell?.on_time_ratio ?? null), missing: translate(noDue) }
      : { value: format.count(completions), missing: translate("privacy.tooFew") };
  };
  return (
    <FiguresTable
      isDense
      caption={translate(isOnTime ? "heatmap.tableCaptionOnTime" : "heatmap.tableCaption")}
      columns={[translate("heatmap.hour"), ...weekdays.map(format.weekdayShort)]}
      rows={() =>
        hours.map((hour) => ({
          key: String(hour),
          head: format.hour(hour),
          cells: weekdays.map((weekday) => toCell(weekday, hour)),
        }))
      }
    />
  );
}
