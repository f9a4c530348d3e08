"use client";

import { useEffect } from "react";

let isOver = false;

/** For the root of the page: notes that the server's markup was taken over. */
export function useMarkHydrated(): void {
  useEffect(() => {
    isOver = true;
  }, []);
}

/**
 * Whether the server's markup was taken over already, so that what is shown now is shown in the browser first. Asked for
 * once, by what a component begins with: nothing is rendered again when it changes.
 */
export function isHydrated(): boolean {
  return isOver;
}
