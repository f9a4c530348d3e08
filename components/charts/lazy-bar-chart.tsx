"use client";

import { lazy } from "react";
import type { BarChartProps } from "./bar-chart";
import { NearChart } from "./near-chart";

const BarChart = lazy(() => import("./bar-chart").then((module) => ({ default: module.BarChart })));

/** The bar chart, fetched when it comes near the screen. Whoever shows it gives the box its size. */
export function LazyBarChart(props: BarChartProps) {
  return (
    <NearChart description={props.description}>
      <BarChart {...props} />
    </NearChart>
  );
}
