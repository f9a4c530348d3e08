"use client";

import { LazyBarChart } from "@/components/charts/lazy-bar-chart";
import { LazyLineChart } from "@/components/charts/lazy-line-chart";
import { LineKeys } from "@/components/charts/line-key";
import { addDays } from "@/components/charts/local-days";
import { MeanTrendPanel } from "@/components/shared/mean-trend-panel";
import { useTexts } from "@/components/shared/text-provider";
import { Piece } from "./piece";

const firstDay = "2026-01-01";
const length = 30;

function createPoints(start: number, isPresent: (index: number) => boolean) {
  return Array.from({ length }, (_, index) => ({
    day: addDays(firstDay, index),
    value: isPresent(index) ? start + 8 * Math.sin(index / 4) : null,
  }));
}

const anna = { label: "Anna", points: createPoints(80, () => true) };
const examples = {
  "One line": [anna],
  "Two lines": [anna, { label: "Ben", points: createPoints(70, () => true) }],
  "A gap": [{ label: "Anna", points: createPoints(80, (index) => index < 9 || index > 16) }],
  "A single point": [{ label: "Anna", points: createPoints(80, (index) => index === 12) }],
};

const means = {
  data_points: length,
  dates: anna.points.map(({ day }) => day),
  average_scores: anna.points.map(({ value }) => value),
  rated_members: anna.points.map(() => 4),
};
const noMeans = { data_points: 0, dates: [], average_scores: [], rated_members: [] };

/** Charts with one line, two lines, a gap and a single point, and with bars. */
export function ChartPieces() {
  const { format } = useTexts();
  const lastDay = addDays(firstDay, length - 1);
  const shared = {
    firstDay,
    lastDay,
    formatValue: format.score,
    formatDay: format.day,
    tickUnit: "day",
    formatTick: format.dayShort,
  } as const;
  return (
    <>
      <Piece name="LineChart">
        {Object.entries(examples).map(([description, series]) => (
          <div key={description} className="h-56 w-full sm:w-96">
            <LazyLineChart {...shared} series={series} description={description} />
          </div>
        ))}
      </Piece>
      <Piece name="LineKeys">
        <LineKeys names={["Anna", "Ben"]} />
      </Piece>
      <Piece name="BarChart">
        <div className="h-56 w-full sm:w-96">
          <LazyBarChart
            label="Members"
            bars={[0, 3, 8, 5, 1].map((value, index) => ({ name: `${20 * index}`, value }))}
            description="Example of bars"
            formatValue={format.count}
          />
        </div>
      </Piece>
      <Piece name="MeanTrendPanel">
        {[means, noMeans].map((each) => (
          <div key={each.data_points} className="panel w-full">
            <MeanTrendPanel title="Design" means={each} days={30} today={lastDay} isStale={false} />
          </div>
        ))}
      </Piece>
    </>
  );
}
