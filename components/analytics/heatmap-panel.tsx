"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Loaded } from "@/components/shared/loaded";
import { MeanTrendSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Segments } from "@/components/ui/segments";
import { heatmapRead } from "@/lib/performance/analytics/reads";
import type { Heatmap } from "@/lib/performance/analytics/schemas";
import type { Period } from "@/lib/performance/shared/parse-period";
import type { HeatMeasure } from "./analytics-view";
import { HeatmapGrid } from "./heatmap-grid";
import { HeatmapTable } from "./heatmap-table";

/** Completions and the on-time ratio for each hour of the week. */
export function HeatmapPanel({ days, measure }: { days: Period; measure: HeatMeasure }) {
  const heatmap = useQuery({ ...heatmapRead.options({ days }), placeholderData: keepPreviousData });
  return (
    <div className="panel">
      <Loaded query={heatmap} skeleton={<MeanTrendSkeleton />}>
        {(data) => (
          <div
            aria-busy={heatmap.isPlaceholderData}
            className={clsx(heatmap.isPlaceholderData && "opacity-60")}
          >
            <div className="grid gap-4 p-4 sm:p-5">
              <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <Title heatmap={data} />
                <MeasureSwitch measure={measure} />
              </header>
              <HeatmapGrid cells={data.cells} measure={measure} />
            </div>
            <HeatmapTable cells={data.cells} measure={measure} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Title({ heatmap }: { heatmap: Heatmap }) {
  const { translate, format } = useTexts();
  const total = heatmap.cells.reduce((sum, { completions }) => sum + (completions ?? 0), 0);
  return (
    <div>
      <h3 className="font-semibold">{translate("heatmap.title")}</h3>
      <p className="text-muted text-sm">
        {translate("period.option", { days: heatmap.period_days })} ·{" "}
        {translate("heatmap.total", { count: total })} ·{" "}
        {translate("history.zone", { zone: format.timeZone })}
      </p>
    </div>
  );
}

function MeasureSwitch({ measure }: { measure: HeatMeasure }) {
  const { translate } = useTexts();
  return (
    <Segments
      label={translate("heatmap.measure")}
      segments={[
        {
          key: "completions",
          label: translate("heatmap.completions"),
          change: { heat: null },
          isCurrent: measure === "completions",
        },
        {
          key: "on-time",
          label: translate("heatmap.onTime"),
          change: { heat: "on-time" },
          isCurrent: measure === "on-time",
        },
      ]}
    />
  );
}
