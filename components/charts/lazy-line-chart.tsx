"use client";

import { NearChart } from "./lazy-chart";
import type { LineChartProps } from "./line-chart";

const load = () => import("./line-chart").then((module) => module.LineChart);

/** The line chart, fetched when it is seen or somebody uses the page. Whoever shows it gives the box its size. */
export function LazyLineChart(props: LineChartProps) {
  return (
    <NearChart kind="line" load={load} description={props.description}>
      {(LineChart) => <LineChart {...props} />}
    </NearChart>
  );
}
