"use client";

import type { ReactNode } from "react";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { scrollToEntry } from "./scroll-to-entry";

/** A link to an entry's row in the history of the same page. */
export function EntryLink({
  entryId,
  label,
  children,
}: {
  entryId: number;
  /** The full label, where the visible one is short. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <SearchParamsLink
      change={{ entry: String(entryId) }}
      scroll={false}
      aria-label={label}
      className="rounded-sm text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent-ink"
      onClick={() => scrollToEntry(entryId)}
    >
      {children}
    </SearchParamsLink>
  );
}
