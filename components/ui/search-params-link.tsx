"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ComponentProps, startTransition, useOptimistic } from "react";

/** Parameters to set in the address; null takes one out. */
export type SearchParamsChange = Readonly<Record<string, string | null>>;

/**
 * Goes to another view of the same page: its figures are asked for, not the page again. What else is in the address is
 * kept, read when it changes and not when the page was last drawn, so that of two choices of different things in quick succession none is lost.
 */
export function pushSearchParams(change: SearchParamsChange): void {
  const address = addressAfter(change);
  // The way back leads to something else.
  if (new URL(address, window.location.href).href !== window.location.href) {
    window.history.pushState(null, "", address);
  }
}

/** As `pushSearchParams`, for a choice that is still being made: the way back skips its earlier steps. */
export function replaceSearchParams(change: SearchParamsChange): void {
  window.history.replaceState(null, "", addressAfter(change));
}

/**
 * The value that a field has in the URL. A choice is its value at once: the router's search params follow a moment
 * later, when more may have been typed.
 */
export function useOptimisticParam<Value>(value: Value) {
  const [current, setCurrent] = useOptimistic(value);
  const choose = (next: Value, writeUrl: () => void) =>
    startTransition(() => {
      setCurrent(next);
      writeUrl();
    });
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
      href={changedAddress(path, current, change)}
      prefetch={false}
      onNavigate={(navigation) => {
        navigation.preventDefault();
        pushSearchParams(change);
      }}
    />
  );
}

function addressAfter(change: SearchParamsChange): string {
  const { pathname, search } = window.location;
  return changedAddress(pathname, new URLSearchParams(search), change);
}

function changedAddress(
  path: string,
  current: URLSearchParams,
  change: SearchParamsChange,
): string {
  const query = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  // A comma needs no escape in a query, and is read more easily.
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? path : `?${text}`;
}
