"use client";

import { type RefObject, useEffect, useRef } from "react";
import { usePrinting } from "@/components/ui/use-printing";

/** The methods of any chart. */
type Resizable = {
  readonly width: number;
  readonly height: number;
  resize(width?: number, height?: number): void;
};

/** The column of an A4 page within its margins and the panel's, in CSS pixels. */
const paperWidth = 656;

/** A canvas has a fixed size: for printing it is drawn again in the size of the paper. */
export function usePrintSize(): RefObject<Resizable | null> {
  const chart = useRef<Resizable | null>(null);
  const isPrinting = usePrinting();
  useEffect(() => {
    const drawn = chart.current;
    if (!(isPrinting && drawn)) {
      return;
    }
    drawn.resize(paperWidth, drawn.height);
    return () => drawn.resize();
  }, [isPrinting]);
  return chart;
}
