"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";

/** Parameters to set in the address; null takes one out. */
export type AddressChange = Readonly<Record<string, string | null>>;

/** The address of this page after a change, everything else in it kept. */
export function useChangedAddress(): (change: AddressChange) => string {
  const path = usePathname();
  const current = useSearchParams();
  return (change) => {
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
  };
}

/** Goes to another view of the same page: its figures are asked for, not the page again. */
export function showAddress(address: string): void {
  window.history.pushState(null, "", address);
}

export function AddressLink({
  change,
  ...rest
}: { change: AddressChange } & Omit<ComponentProps<typeof Link>, "href" | "onNavigate">) {
  const address = useChangedAddress()(change);
  return (
    <Link
      {...rest}
      href={address}
      prefetch={false}
      onNavigate={(navigation) => {
        navigation.preventDefault();
        showAddress(address);
      }}
    />
  );
}
