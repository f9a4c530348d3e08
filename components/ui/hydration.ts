"use client";

import { useEffect } from "react";

let hasEnded = false;

/** For the root of the page: records that hydration has ended. */
export function useMarkHydrated(): void {
  useEffect(() => {
    hasEnded = true;
  }, []);
}

/**
 * Whether hydration has ended, so that a component renders in the browser first. Read once, for initial state: a change
 * renders nothing again.
 */
export function isHydrated(): boolean {
  return hasEnded;
}
