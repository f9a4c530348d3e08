"use client";

import { useSyncExternalStore } from "react";

export type ChartColors = {
  readonly ink: string;
  readonly text: string;
  readonly grid: string;
  readonly ground: string;
  /** The line that is compared with the accent's. */
  readonly second: string;
};

const darkQuery = "(prefers-color-scheme: dark)";

function subscribeToTheme(notify: () => void): () => void {
  const system = window.matchMedia(darkQuery);
  const chosen = new MutationObserver(notify);
  system.addEventListener("change", notify);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", notify);
    chosen.disconnect();
  };
}

/** A canvas knows no CSS: its colours are read from an element. They are one string, which can be compared. */
function readColors(): string {
  const probe = document.createElement("span");
  probe.className = "border-line bg-surface fill-ink stroke-compared text-muted";
  document.body.append(probe);
  const { color, borderTopColor, backgroundColor, fill, stroke } = getComputedStyle(probe);
  const colors = [fill, color, borderTopColor, backgroundColor, stroke].join("|");
  probe.remove();
  return colors;
}

/** The colours of the current theme, also after a change. For charts, which are drawn in the browser only. */
export function useChartColors(): ChartColors {
  const colors = useSyncExternalStore(subscribeToTheme, readColors, () => "");
  const [ink = "", text = "", grid = "", ground = "", second = ""] = colors.split("|");
  return { ink, text, grid, ground, second };
}
