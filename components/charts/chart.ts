import "chartjs-adapter-date-fns";
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  TimeScale,
  Tooltip,
} from "chart.js";

// The only place that registers parts of chart.js: what is not listed here is not sent to the browser.
Chart.register(LineController, LineElement, PointElement, LinearScale, TimeScale, Tooltip);
