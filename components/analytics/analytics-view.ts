import { parseId, type ReadParameter } from "@/components/shared/team-view";
import { type Period, parsePeriodDays } from "@/lib/performance/shared/period-days";

export const heatMeasures = ["completions", "on-time"] as const;
export type HeatMeasure = (typeof heatMeasures)[number];

/** What the address of the analytics page asks for. */
export type AnalyticsView = {
  readonly days: Period;
  /** Whose distribution is shown; null: everybody's. */
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
