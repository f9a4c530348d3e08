"use client";

import type { BarChartProps } from "./bar-chart";
import { LazyChart } from "./lazy-chart";

const load = () => import("./bar-chart").then((module) => module.BarChart);

/** The bar chart, fetched when it is seen or somebody uses the page. Whoever shows it gives the box its size. */
export function LazyBarChart(props: BarChartProps) {
  return (
    <LazyChart kind="bar" load={load} description={props.description}>
      {(BarChart) => <BarChart {...props} />}
    </LazyChart>
  );
}
