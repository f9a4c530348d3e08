"use client";

import { type SearchParamsChange, SearchParamsLink } from "./search-params-link";

export type Segment = {
  readonly key: string;
  readonly label: string;
  /** The full name, where the label is short. */
  readonly description?: string;
  readonly change: SearchParamsChange;
  readonly isCurrent: boolean;
};

/** Links to a few views of the same content; one of them is current. */
export function Segments({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <nav aria-label={label} className="print:hidden">
      <ul className="flex rounded-md bg-sunken p-0.5">
        {segments.map((segment) => (
          <li key={segment.key}>
            <SearchParamsLink
              change={segment.change}
              scroll={false}
              aria-label={segment.description}
              aria-current={segment.isCurrent ? "true" : undefined}
              className="block min-w-11 whitespace-nowrap rounded-sm px-2 py-1 text-center text-muted text-sm tabular-nums hover:text-ink aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-ink"
            >
              {segment.label}
            </SearchParamsLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
