/**
 * The minimum heights of figures and their skeletons, so that nothing moves when one replaces the other. The longest
 * usual texts fit at each width.
 */
export const widgetSize = "min-h-98 sm:min-h-94 lg:min-h-112 xl:min-h-94";
export const trendSize = "min-h-108 sm:min-h-114";
export const explanationSize = "min-h-176 sm:min-h-160 lg:min-h-112";
export const milestonesSize = "min-h-224 lg:min-h-144";
export const badgesSize = "min-h-120 lg:min-h-72";
export const metricGrid =
  "panel grid min-h-157 grid-cols-2 gap-px overflow-hidden bg-line sm:min-h-127 lg:min-h-0 lg:grid-cols-3";
export const summaryGrid = "grid gap-4 lg:grid-cols-[22rem_1fr]";
export const meanTrendSize = "min-h-88 sm:min-h-96";
