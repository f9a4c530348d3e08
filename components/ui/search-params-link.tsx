"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ComponentProps, startTransition, useCallback, useOptimistic } from "react";

/** The search params to set; null removes one. */
export type SearchParamsChange = Readonly<Record<string, string | null>>;

/**
 * Opens another view of the same page: only its figures are loaded. The other search params are read from the URL at
 * the time of the change, not of the last render, so that two quick choices are both kept.
 */
export function pushSearchParams(change: SearchParamsChange): void {
  const url = buildUrl(change);
  // The same view adds no step to the browser's history.
  if (new URL(url, window.location.href).href !== window.location.href) {
    window.history.pushState(null, "", url);
  }
}

/** As `pushSearchParams`, for a choice that is still being made: the Back button skips its earlier steps. */
export function replaceSearchParams(change: SearchParamsChange): void {
  window.history.replaceState(null, "", buildUrl(change));
}

/**
 * The value that a field has in the URL. A choice is its value at once: the router's search params follow a moment
 * later, when more may have been typed.
 */
export function useOptimisticParam<Value>(value: Value) {
  const [current, setCurrent] = useOptimistic(value);
  const choose = useCallback(
    (next: Value, writeUrl: () => void) =>
      startTransition(() => {
        setCurrent(next);
        writeUrl();
      }),
    [setCurrent],
  );
  return [current, choose] as const;
}

export function SearchParamsLink({
  change,
  ...rest
}: { change: SearchParamsChange } & Omit<ComponentProps<typeof Link>, "href" | "onNavigate">) {
  const path = usePathname();
  const current = useSearchParams();
  return (
    <Link
      {...rest}
      href={applyChange(path, current, change)}
      prefetch={false}
      onNavigate={(navigation) => {
        navigation.preventDefault();
        pushSearchParams(change);
      }}
    />
  );
}

function buildUrl(change: SearchParamsChange): string {
  const { pathname, search } = window.location;
  return applyChange(pathname, new URLSearchParams(search), change);
}

function applyChange(path: string, current: URLSearchParams, change: SearchParamsChange): string {
  const query = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  // A comma needs no escape in a query, and is easier to read.
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? path : `?${text}`;
}
