"use client";

import { lazy } from "react";
import type { LineChartProps } from "./line-chart";
import { NearChart } from "./near-chart";

const LineChart = lazy(() =>
  import("./line-chart").then((module) => ({ default: module.LineChart })),
);

/** The line chart, fetched when it comes near the screen. Whoever shows it gives the box its size. */
export function LazyLineChart(props: LineChartProps) {
  return (
    <NearChart description={props.description}>
      <LineChart {...props} />
    </NearChart>
  );
}
