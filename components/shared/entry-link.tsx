"use client";

import type { ReactNode } from "react";
import { AddressLink } from "@/components/ui/search-params-link";
import { showEntry } from "./scroll-to-entry";

/** Leads to an entry's row in the history of the same page. */
export function EntryLink({
  entryId,
  label,
  children,
}: {
  entryId: number;
  /** In full, where what is shown is short. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <AddressLink
      change={{ entry: String(entryId) }}
      scroll={false}
      aria-label={label}
      className="rounded-sm text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent-ink"
      onClick={() => showEntry(entryId)}
    >
      {children}
    </AddressLink>
  );
}
