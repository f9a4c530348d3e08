"use client";

import dynamic from "next/dynamic";

/** The line chart, fetched after the page is there. Whoever shows it gives the box its size. */
export const LazyLineChart = dynamic(
  () => import("./line-chart").then((module) => module.LineChart),
  { ssr: false },
);
