import type { Heatmap } from "@/lib/performance/analytics/schemas";
import type { HeatMeasure } from "./analytics-view";

/** The ratios at which the second to the last step of colour begin. */
export const onTimeSteps = [0.6, 0.7, 0.8, 0.9] as const;

const steps = 5;

/**
 * How strongly an hour is coloured: 0 for nothing to show, else 1–5. Completions in equal steps up to the most of any
 * hour; the on-time ratio in fixed ones, so that a colour means the same in every period.
 */
export function computeHeat(
  { completions, on_time_ratio: ratio }: Heatmap["cells"][number],
  measure: HeatMeasure,
  most: number,
): number {
  if (measure === "on-time") {
    return ratio === null ? 0 : 1 + onTimeSteps.filter((step) => ratio >= step).length;
  }
  return completions === null || most === 0 ? 0 : Math.ceil((steps * completions) / most);
}
