"use client";

import { useSyncExternalStore } from "react";

let isPrinting = false;

function subscribe(notify: () => void): () => void {
  const tell = (event: Event) => {
    isPrinting = event.type === "beforeprint";
    notify();
  };
  window.addEventListener("beforeprint", tell);
  window.addEventListener("afterprint", tell);
  return () => {
    window.removeEventListener("beforeprint", tell);
    window.removeEventListener("afterprint", tell);
  };
}

/** Whether the page is being printed: for changes that style sheets cannot make. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isPrinting,
    () => false,
  );
}
