import {
  _adapters,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  TimeScale,
  Tooltip,
} from "chart.js";
import { addUnits, countUnits, startOfUnit, toAxisTime, toDayOfTime } from "./local-days";

// The only place that registers parts of chart.js: what is not listed here is not sent to the browser.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LineController,
  LineElement,
  PointElement,
  LinearScale,
  TimeScale,
  Tooltip,
);

// A time axis counts local dates, which have no clock and no zone. Their text is the formatter's, not the axis's.
_adapters._date.override({
  formats: () => ({
    datetime: "",
    millisecond: "",
    second: "",
    minute: "",
    hour: "",
    day: "",
    week: "",
    month: "",
    quarter: "",
    year: "",
  }),
  parse: (value) => (typeof value === "string" ? toAxisTime(value) : Number(value)),
  format: (time) => toDayOfTime(time),
  add: addUnits,
  diff: countUnits,
  startOf: startOfUnit,
  endOf: (time, unit) => addUnits(startOfUnit(time, unit), 1, unit) - 1,
});
