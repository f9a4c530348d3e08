"use client";

import type { BarChartProps } from "./bar-chart";
import { LazyChart } from "./lazy-chart";

const load = () => import("./bar-chart").then((module) => module.BarChart);

/** The bar chart, loaded when it is in view or the reader uses the page. Its parent sets the size of the box. */
export function LazyBarChart(props: BarChartProps) {
  return (
    <LazyChart kind="bar" load={load} description={props.description}>
      {(BarChart) => <BarChart {...props} />}
    </LazyChart>
  );
}
