"use client";

import type { ComponentProps } from "react";
import { AddressLink } from "@/components/ui/search-params-link";
import type { Period } from "@/lib/performance/shared/period-days";

/** The period is in the address. */
export function PeriodLink({
  days,
  ...rest
}: { days: Period } & Omit<ComponentProps<typeof AddressLink>, "change">) {
  return <AddressLink {...rest} change={{ days: String(days) }} />;
}
