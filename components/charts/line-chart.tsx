"use client";

import type { ChartData, ChartOptions } from "chart.js";
import { useMemo } from "react";
import { Chart } from "react-chartjs-2";
import "./chart";
import { type ChartColors, useChartColors, usePrefersReducedMotion } from "./theme";

type Point = { readonly day: string; readonly value: number | null };

export type LineChartProps = {
  readonly label: string;
  readonly points: readonly Point[];
  /** Local dates: the axis covers the whole period, whatever happened in it. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** What the chart shows, in a sentence. The same figures stand in a table beside it. */
  readonly description: string;
  readonly formatValue: (value: number | null) => string;
  readonly formatDay: (day: string) => string;
  readonly formatTick: (day: string) => string;
};

/** With more points than this a dot each would hide the line. */
const dottedUpTo = 40;

/** One value over local days. A gap stands only where a value is null: between two points nothing has changed. */
export function LineChart(props: LineChartProps) {
  const { label, points } = props;
  const colors = useChartColors();
  const isStill = usePrefersReducedMotion();
  const data = useMemo<ChartData<"line", { x: string; y: number | null }[]>>(
    () => ({
      datasets: [
        {
          label,
          data: points.map(({ day, value }) => ({ x: day, y: value })),
          borderColor: "#667eea",
          backgroundColor: "#667eea",
          borderWidth: 2,
          tension: 0.4,
          spanGaps: false,
          pointRadius: points.length <= dottedUpTo ? 2.5 : 0,
          pointHoverRadius: 4.5,
          pointHitRadius: 12,
        },
      ],
    }),
    [label, points],
  );
  const options = buildOptions(props, colors, isStill);
  return (
    <Chart type="line" data={data} options={options} aria-label={props.description} role="img" />
  );
}

function buildOptions(
  { firstDay, lastDay, formatValue, formatDay, formatTick }: LineChartProps,
  colors: ChartColors,
  isStill: boolean,
): ChartOptions<"line"> {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: isStill ? false : { duration: 240 },
    interaction: { mode: "nearest", axis: "x", intersect: false },
    layout: { padding: { top: 8, right: 8 } },
    scales: {
      x: {
        type: "time",
        min: firstDay,
        max: lastDay,
        time: { minUnit: "day" },
        border: { color: colors.grid },
        grid: { display: false },
        ticks: {
          color: colors.text,
          font,
          maxRotation: 0,
          autoSkipPadding: 24,
          callback: (value) => formatTick(localDayOf(Number(value))),
        },
      },
      y: {
        grace: "10%",
        suggestedMin: 0,
        suggestedMax: 100,
        border: { display: false },
        grid: { color: colors.grid },
        ticks: {
          color: colors.text,
          font,
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
        bodyColor: colors.text,
        bodyFont: { ...font, weight: "bold" },
        callbacks: {
          title: ([item]) => (item ? formatDay(localDayOf(item.parsed.x ?? 0)) : ""),
          label: (item) => `${item.dataset.label}: ${formatValue(item.parsed.y)}`,
        },
      },
    },
  };
}

/** The axis counts in the browser's own midnights: this reads back the day that was put in. */
function localDayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
