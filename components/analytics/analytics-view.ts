import { parseId, type ReadParameter } from "@/components/shared/search-parameters";
import { type Period, parsePeriodDays } from "@/lib/performance/shared/parse-period";

export const heatMeasures = ["completions", "on-time"] as const;
export type HeatMeasure = (typeof heatMeasures)[number];

/** The view that the URL of the analytics page describes. */
export type AnalyticsView = {
  readonly days: Period;
  /** The team whose distribution is shown; null: the organization. */
  readonly teamId: number | null;
  readonly heat: HeatMeasure;
};

export function parseAnalyticsView(read: ReadParameter): AnalyticsView {
  return {
    days: parsePeriodDays(read("days")),
    teamId: parseId(read("team")),
    heat: heatMeasures.find((measure) => measure === read("heat")) ?? "completions",
  };
}
