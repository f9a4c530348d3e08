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

/** Whether the page is on its way to paper: what style sheets cannot change is changed then, and back afterwards. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isPrinting,
    () => false,
  );
}
