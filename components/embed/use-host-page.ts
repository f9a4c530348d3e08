"use client";

import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

export type EmbedState = "loading" | "shown" | "gone" | "offline";

const kind = "performance-widget";

/** The token from the page around the frame; null: none yet. */
export function useHandedToken(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    function take({ source, data }: MessageEvent): void {
      if (source === window.parent && isHandedToken(data)) {
        setToken(data.token);
      }
    }
    window.addEventListener("message", take);
    return () => window.removeEventListener("message", take);
  }, []);
  return token;
}

function isHandedToken(data: unknown): data is { readonly token: string } {
  const message = Object(data);
  return message.type === `${kind}:token` && typeof message.token === "string";
}

/**
 * Sends the widget's state and height to the page around the frame. Neither says whose widget it is or what it shows,
 * so any page may receive them.
 */
export function useReport(root: RefObject<HTMLElement | null>, state: EmbedState): void {
  useEffect(() => {
    const element = root.current;
    if (element === null || window.parent === window) {
      return;
    }
    const tell = () =>
      window.parent.postMessage({ type: kind, state, height: element.offsetHeight }, "*");
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    tell();
    return () => observer.disconnect();
  }, [root, state]);
}

/** Whether a page embeds this one; null: not known yet. */
export function useIsFramed(): boolean | null {
  return useSyncExternalStore(subscribeToNothing, readIsFramed, () => null);
}

const subscribeToNothing = () => () => undefined;

function readIsFramed(): boolean {
  return window.parent !== window;
}
