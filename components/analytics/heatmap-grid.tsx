"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import type { Format } from "@/lib/i18n/format";
import type { Translate } from "@/lib/i18n/messages";
import type { Heatmap } from "@/lib/performance/analytics/schemas";
import type { HeatMeasure } from "./analytics-view";
import { computeHeat, onTimeSteps } from "./heat";

type Cell = Heatmap["cells"][number];

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const labelledHours = [0, 3, 6, 9, 12, 15, 18, 21];
const grounds = [
  "bg-sunken",
  "bg-heat-1",
  "bg-heat-2",
  "bg-heat-3",
  "bg-heat-4",
  "bg-heat-5",
] as const;
/** The value is hidden, which differs from little and from none. */
const hiddenGround = "border border-line-strong border-dashed";
const columns = "grid grid-cols-[2.25rem_repeat(24,minmax(0,1fr))] gap-px sm:gap-0.5";

/** One picture to a screen reader: the table has every figure. */
export function HeatmapGrid({ cells, measure }: { cells: readonly Cell[]; measure: HeatMeasure }) {
  const { translate, format } = useTexts();
  const most = Math.max(...cells.map(({ completions }) => completions ?? 0));
  const busiest = cells.find(({ completions }) => completions === most && most > 0);
  const isEmpty = cells.every(({ completions }) => completions === 0);
  if (isEmpty || busiest === undefined) {
    return (
      <p className="grid h-56 place-items-center text-center text-muted sm:h-64">
        {translate(isEmpty ? "heatmap.empty" : "privacy.tooFew")}
      </p>
    );
  }
  return (
    <>
      <div
        role="img"
        aria-label={translate("heatmap.summary", {
          weekday: format.weekday(busiest.weekday),
          hour: format.hour(busiest.hour),
          completions: translate("heatmap.total", { count: most }),
        })}
        className="grid gap-px sm:gap-0.5"
      >
        <div className={columns}>
          <span />
          {labelledHours.map((hour) => (
            <span key={hour} className="col-span-3 text-muted text-xs tabular-nums">
              {format.count(hour)}
            </span>
          ))}
        </div>
        {weekdays.map((weekday) => (
          <div key={weekday} className={columns}>
            <span className="self-center text-muted text-xs">{format.weekdayShort(weekday)}</span>
            {cells
              .filter((cell) => cell.weekday === weekday)
              .map((cell) => (
                <span
                  key={cell.hour}
                  title={describeCell(cell, translate, format)}
                  className={clsx("h-5 rounded-sm sm:h-7", getGroundClass(cell, measure, most))}
                />
              ))}
          </div>
        ))}
      </div>
      <Key measure={measure} most={most} hasHidden={cells.some(isHidden)} />
    </>
  );
}

function getGroundClass(cell: Cell, measure: HeatMeasure, most: number): string {
  return isHidden(cell) ? hiddenGround : (grounds[computeHeat(cell, measure, most)] ?? grounds[0]);
}

function isHidden({ completions }: Cell): boolean {
  return completions === null;
}

function describeCell(cell: Cell, translate: Translate, format: Format): string {
  const place = { weekday: format.weekday(cell.weekday), hour: format.hour(cell.hour) };
  return cell.completions === null
    ? translate("heatmap.hidden", place)
    : translate("heatmap.cell", {
        ...place,
        completions: translate("heatmap.total", { count: cell.completions }),
        onTime: format.percent(cell.on_time_ratio),
      });
}

/** The meaning of each step of colour. */
function Key({
  measure,
  most,
  hasHidden,
}: {
  measure: HeatMeasure;
  most: number;
  hasHidden: boolean;
}) {
  const { translate, format } = useTexts();
  const [low, high] =
    measure === "completions"
      ? [format.count(1), format.count(most)]
      : [`< ${format.percent(onTimeSteps[0])}`, `≥ ${format.percent(onTimeSteps[3])}`];
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-muted text-xs tabular-nums">
      <span className="flex items-center gap-1.5">
        {low}
        {grounds.slice(1).map((ground) => (
          <span key={ground} className={clsx("size-3 rounded-sm", ground)} />
        ))}
        {high}
      </span>
      {hasHidden ? (
        <span className="flex items-center gap-1.5">
          <span className={clsx("size-3 rounded-sm", hiddenGround)} />
          {translate("heatmap.hiddenKey")}
        </span>
      ) : null}
    </div>
  );
}
