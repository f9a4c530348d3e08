"use client";

import { useState, useSyncExternalStore } from "react";

let isPressed = false;
const subscribers = new Set<() => void>();

/**
 * A value that stays the same while a mouse button or a finger is down: a list that moves in the middle of a click
 * takes the link away from under the pointer, and the click is lost.
 */
export function useSteady<Value>(value: Value): Value {
  const [kept, setKept] = useState(value);
  const mustKeep = useSyncExternalStore(
    subscribe,
    () => isPressed && kept !== value,
    () => false,
  );
  if (!mustKeep && kept !== value) {
    setKept(value);
  }
  return mustKeep ? kept : value;
}

function subscribe(notify: () => void): () => void {
  if (subscribers.size === 0) {
    window.addEventListener("pointerdown", press, true);
    window.addEventListener("pointerup", release, true);
    window.addEventListener("pointercancel", release, true);
  }
  subscribers.add(notify);
  return () => {
    subscribers.delete(notify);
    if (subscribers.size === 0) {
      window.removeEventListener("pointerdown", press, true);
      window.removeEventListener("pointerup", release, true);
      window.removeEventListener("pointercancel", release, true);
      isPressed = false;
    }
  };
}

function press(): void {
  isPressed = true;
}

function release(): void {
  // The click comes after the release.
  setTimeout(() => {
    isPressed = false;
    for (const notify of subscribers) {
      notify();
    }
  });
}
