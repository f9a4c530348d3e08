"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Keeps the current link visible in a row of links that is wider than a phone. */
export function useScrollActiveIntoView(
  current: string | undefined,
): RefObject<HTMLElement | null> {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>(`[href="${current}"]`);
    if (row.current && link) {
      row.current.scrollLeft = link.offsetLeft - row.current.offsetLeft - 16;
    }
  }, [current]);
  return row;
}
