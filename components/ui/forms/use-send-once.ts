"use client";

import { type Mutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

/** Sends nothing while a request is pending: a second press can be faster than the disabled state of the button. */
export function useSendOnce(): (send: () => void) => void {
  const mutations = useQueryClient().getMutationCache();
  const sent = useRef<readonly Mutation[]>([]);
  return (send) => {
    if (sent.current.some(({ state }) => state.status === "pending")) {
      return;
    }
    const before = new Set(mutations.getAll());
    send();
    sent.current = mutations.getAll().filter((mutation) => !before.has(mutation));
  };
}
