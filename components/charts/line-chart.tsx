"use client";

import type { ChartData, ChartOptions } from "chart.js";
import { useMemo } from "react";
import { Chart } from "react-chartjs-2";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { usePrinting } from "@/components/ui/use-printing";
import "./chart";
import { toDayOfTime } from "./local-days";
import { createMarksPlugin } from "./marks-plugin";
import { type ChartColors, useChartColors } from "./theme";
import { usePrintSize } from "./use-print-size";

type Point = { readonly day: string; readonly value: number | null };

/** One line, named by its label. */
export type LineSeries = {
  readonly label: string;
  readonly points: readonly Point[];
  /** The actual day of a point where the line is drawn over later days. */
  readonly dayOf?: (day: string) => string;
};

/** A day on which something happened that moves the line. */
export type ChartMark = { readonly day: string; readonly kind: "policy" | "correction" };

export type LineChartProps = {
  /** One line, or two to compare. */
  readonly series: readonly LineSeries[];
  /** Drawn as vertical lines. A list beside the chart says what they are. */
  readonly marks?: readonly ChartMark[];
  /** Local dates: the axis always covers the whole period. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** A sentence that describes the chart. A table beside it has the same figures. */
  readonly description: string;
  readonly formatValue: (value: number | null) => string;
  readonly formatDay: (day: string) => string;
  /** The unit of a tick, whose label must be true of its day. */
  readonly tickUnit: "day" | "month";
  readonly formatTick: (day: string) => string;
};

/** Above this number of points, their dots would hide the line. */
const dottedUpTo = 40;

/** The second line differs by more than its colour. */
const secondDash = [6, 4];

/** Values over local days. Only a null value leaves a gap: between two points nothing has changed. */
export function LineChart(props: LineChartProps) {
  const { series } = props;
  const colors = useChartColors();
  const isCalm = useMediaQuery("(prefers-reduced-motion: reduce)");
  const isStill = usePrinting() || isCalm;
  const chart = usePrintSize();
  const isDotted = series.every(({ points }) => points.length <= dottedUpTo);
  const data = useMemo<ChartData<"line", { x: string; y: number | null }[]>>(
    () => ({
      datasets: series.map(({ label, points }, index) => {
        const color = index === 0 ? "#667eea" : colors.second;
        return {
          label,
          data: points.map(({ day, value }) => ({ x: day, y: value })),
          borderColor: color,
          backgroundColor: color,
          borderWidth: 2,
          borderDash: index === 0 ? [] : secondDash,
          tension: 0.4,
          spanGaps: false,
          pointRadius: isDotted ? 2.5 : 0,
          pointHoverRadius: 4.5,
          pointHoverBackgroundColor: color,
          pointHitRadius: 12,
        };
      }),
    }),
    [series, colors.second, isDotted],
  );
  const options = buildOptions(props, colors, isStill);
  const { marks } = props;
  const plugins = useMemo(
    () => [createMarksPlugin(marks ?? [], colors.text)],
    [marks, colors.text],
  );
  return (
    <Chart
      ref={(drawn) => {
        chart.current = drawn ?? null;
      }}
      type="line"
      data={data}
      options={options}
      plugins={plugins}
      // A chart takes its plugins when it is made.
      key={`${colors.text} ${marks?.map(({ day, kind }) => `${day}${kind}`).join() ?? ""}`}
      aria-label={props.description}
      role="img"
    />
  );
}

function buildOptions(
  { series, firstDay, lastDay, formatValue, formatDay, tickUnit, formatTick }: LineChartProps,
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
        time: { unit: tickUnit },
        border: { color: colors.grid },
        grid: { display: false },
        ticks: {
          color: colors.text,
          font,
          maxRotation: 0,
          autoSkipPadding: 24,
          callback: (value) => formatTick(toDayOfTime(Number(value))),
        },
      },
      y: {
        ...computeRange(series.flatMap(({ points }) => points)),
        border: { display: false },
        grid: { color: colors.grid },
        ticks: {
          color: colors.text,
          font,
          maxTicksLimit: 6,
          includeBounds: false,
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
          title: ([item]) => (item ? formatDay(toDayOfTime(item.parsed.x ?? 0)) : ""),
          label: (item) => {
            const dayOf = series[item.datasetIndex]?.dayOf;
            const day = dayOf ? ` (${formatDay(dayOf(toDayOfTime(item.parsed.x ?? 0)))})` : "";
            return `${item.dataset.label}${day}: ${formatValue(item.parsed.y)}`;
          },
        },
      },
    },
  };
}

/** Rounds to whole points around the line, within the scale of a score, so that small changes stay visible. */
function computeRange(points: readonly Point[]): { min: number; max: number } {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const room = Math.max(1, (highest - lowest) * 0.15);
  return {
    min: Math.max(0, Math.floor(lowest - room)),
    max: Math.min(100, Math.ceil(highest + room)),
  };
}
