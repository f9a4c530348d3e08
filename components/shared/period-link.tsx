"use client";

import type { ComponentProps } from "react";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import type { Period } from "@/lib/performance/shared/parse-period";

/** The period is in the URL. */
export function PeriodLink({
  days,
  ...rest
}: { days: Period } & Omit<ComponentProps<typeof SearchParamsLink>, "change">) {
  return <SearchParamsLink {...rest} change={{ days: String(days) }} />;
}
