"use client";

import { LazyChart } from "./lazy-chart";
import type { LineChartProps } from "./line-chart";

const load = () => import("./line-chart").then((module) => module.LineChart);

/** The line chart, fetched when it is seen or somebody uses the page. Whoever shows it gives the box its size. */
export function LazyLineChart(props: LineChartProps) {
  return (
    <LazyChart kind="line" load={load} description={props.description}>
      {(LineChart) => <LineChart {...props} />}
    </LazyChart>
  );
}
