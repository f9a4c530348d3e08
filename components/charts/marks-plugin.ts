import type { Plugin } from "chart.js";
import { toAxisTime } from "./local-days";

type Mark = { readonly day: string; readonly kind: "policy" | "correction" };

/** Half of the width of a mark's sign, in pixels. */
const half = 4;

/** Draws a vertical line on the day of each mark, with a diamond for a policy and a triangle for a correction. */
export function createMarksPlugin(marks: readonly Mark[], color: string): Plugin<"line"> {
  return {
    id: "marks",
    beforeDatasetsDraw: ({ ctx: canvas, chartArea: area, scales }) => {
      const { x: axis } = scales;
      if (axis === undefined) return;
      canvas.save();
      canvas.strokeStyle = color;
      canvas.fillStyle = color;
      canvas.setLineDash([2, 3]);
      for (const { day, kind } of marks) {
        const x = axis.getPixelForValue(toAxisTime(day));
        if (x < area.left || x > area.right) continue;
        canvas.beginPath();
        canvas.moveTo(x, area.top);
        canvas.lineTo(x, area.bottom);
        canvas.stroke();
        drawSign(canvas, kind, x, area.top);
      }
      canvas.restore();
    },
  };
}

function drawSign(canvas: CanvasRenderingContext2D, kind: Mark["kind"], x: number, top: number) {
  canvas.beginPath();
  canvas.moveTo(x, kind === "policy" ? top - half : top + half);
  canvas.lineTo(x + half, kind === "policy" ? top : top - half);
  if (kind === "policy") canvas.lineTo(x, top + half);
  canvas.lineTo(x - half, kind === "policy" ? top : top - half);
  canvas.closePath();
  canvas.fill();
}
