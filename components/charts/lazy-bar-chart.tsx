"use client";

import dynamic from "next/dynamic";

/** The bar chart, fetched after the page is there. Whoever shows it gives the box its size. */
export const LazyBarChart = dynamic(() => import("./bar-chart").then((module) => module.BarChart), {
  ssr: false,
});
