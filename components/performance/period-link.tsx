"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import type { Period } from "@/lib/performance/period";

/** The period is in the address. Changing it asks for the new figures only, not for the page again. */
export function PeriodLink({
  days,
  ...rest
}: { days: Period } & Omit<ComponentProps<typeof Link>, "href" | "onNavigate">) {
  const address = `?days=${days}`;
  return (
    <Link
      {...rest}
      href={address}
      prefetch={false}
      onNavigate={(navigation) => {
        navigation.preventDefault();
        window.history.pushState(null, "", address);
      }}
    />
  );
}
