"use client";

import type { ChartData, ChartOptions } from "chart.js";
import { useMemo } from "react";
import { Chart } from "react-chartjs-2";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { usePrinting } from "@/components/ui/use-printing";
import "./chart";
import { type ChartColors, useChartColors } from "./theme";
import { usePrintSize } from "./use-print-size";

export type BarChartProps = {
  readonly label: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  /** A sentence that describes the chart. A table beside it has the same figures. */
  readonly description: string;
  readonly formatValue: (value: number) => string;
};

/** Counts side by side. */
export function BarChart(props: BarChartProps) {
  const { label, bars } = props;
  const colors = useChartColors();
  const isCalm = useMediaQuery("(prefers-reduced-motion: reduce)");
  const isStill = usePrinting() || isCalm;
  const chart = usePrintSize();
  const data = useMemo<ChartData<"bar", number[], string>>(
    () => ({
      labels: bars.map(({ name }) => name),
      datasets: [
        {
          label,
          data: bars.map(({ value }) => value),
          backgroundColor: "#667eea",
          borderRadius: 4,
          categoryPercentage: 0.9,
          barPercentage: 0.9,
        },
      ],
    }),
    [label, bars],
  );
  const options = buildOptions(props, colors, isStill);
  return (
    <Chart
      ref={(drawn) => {
        chart.current = drawn ?? null;
      }}
      type="bar"
      data={data}
      options={options}
      aria-label={props.description}
      role="img"
    />
  );
}

function buildOptions(
  { formatValue }: BarChartProps,
  colors: ChartColors,
  isStill: boolean,
): ChartOptions<"bar"> {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: isStill ? false : { duration: 240 },
    interaction: { mode: "nearest", axis: "x", intersect: false },
    layout: { padding: { top: 8, right: 8 } },
    scales: {
      x: {
        border: { color: colors.grid },
        grid: { display: false },
        ticks: { color: colors.text, font, maxRotation: 0 },
      },
      y: {
        beginAtZero: true,
        border: { display: false },
        grid: { color: colors.grid },
        ticks: {
          color: colors.text,
          font,
          precision: 0,
          maxTicksLimit: 6,
          callback: (value) => formatValue(Number(value)),
        },
      },
    },
    plugins: {
      tooltip: {
        displayColors: false,
        backgroundColor: colors.ground,
        borderColor: colors.grid,
        borderWidth: 1,
        padding: 10,
        titleColor: colors.text,
        titleFont: { ...font, weight: "normal" },
        bodyColor: colors.ink,
        bodyFont: { ...font, weight: "bold" },
        callbacks: {
          label: (item) => `${item.dataset.label}: ${formatValue(item.parsed.y ?? 0)}`,
        },
      },
    },
  };
}
