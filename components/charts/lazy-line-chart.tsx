"use client";

import { LazyChart } from "./lazy-chart";
import type { LineChartProps } from "./line-chart";

const load = () => import("./line-chart").then((module) => module.LineChart);

/** The line chart, loaded when it is in view or the reader uses the page. Its parent sets the size of the box. */
export function LazyLineChart(props: LineChartProps) {
  return (
    <LazyChart kind="line" load={load} description={props.description}>
      {(LineChart) => <LineChart {...props} />}
    </LazyChart>
  );
}
