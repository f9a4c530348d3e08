"use client";

import type { ReactNode } from "react";
import { showHistory } from "@/components/shared/scroll-to-entry";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import type { HistoryFilter } from "@/lib/performance/history/reads";

/** A link to the rows of the history that are a figure's evidence, or to all rows of the period. */
export function RowsLink({
  evidence,
  className,
  children,
}: {
  evidence: HistoryFilter["evidence"];
  className?: string;
  children: ReactNode;
}) {
  return (
    <SearchParamsLink
      change={{ evidence, kind: null, entry: null }}
      scroll={false}
      className={`rounded-sm underline decoration-line-strong/60 underline-offset-2 hover:text-ink hover:decoration-ink ${className ?? ""}`}
      onClick={showHistory}
    >
      {children}
    </SearchParamsLink>
  );
}
