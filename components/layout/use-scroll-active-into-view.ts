"use client";

import { type RefObject, useEffect, useRef } from "react";

/** For a row of links of which a phone shows some: the one that is current is among them. */
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
