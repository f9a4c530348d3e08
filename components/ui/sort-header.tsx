"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { Chevron } from "@/components/ui/chevron";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { type Sorting, sortingText } from "./sorting";

type SortLinkProps = {
  readonly column: string;
  readonly label: PlainMessageKey;
  readonly sorting: Sorting;
  /** The order where the address names none. */
  readonly preset: Sorting;
  /** Whether people look for the highest first, or for the newest. */
  readonly isHighestFirst?: boolean;
};

/** The head of a column, by which the table is sorted: first the way in which people look for it, then the other. */
export function SortHeader({
  isSortable = true,
  className,
  ...link
}: SortLinkProps & { isSortable?: boolean; className?: string }) {
  const { translate } = useTexts();
  const { column, sorting } = link;
  const order = sorting.isDescending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      aria-sort={isSortable && sorting.sort === column ? order : undefined}
      className={clsx("px-2 py-2 font-medium last:pr-4 sm:px-3 sm:last:pr-5", className)}
    >
      {isSortable ? <SortLink {...link} /> : translate(link.label)}
    </th>
  );
}

/** Sorts by the column, or the other way where it is sorted by it already. */
export function SortLink({
  column,
  label,
  sorting,
  preset,
  isHighestFirst = false,
}: SortLinkProps) {
  const { translate } = useTexts();
  const isCurrent = sorting.sort === column;
  const isDescending = isCurrent ? !sorting.isDescending : isHighestFirst;
  const next = sortingText({ sort: column, isDescending });
  return (
    <SearchParamsLink
      change={{ sort: next === sortingText(preset) ? null : next, page: null }}
      scroll={false}
      className="relative rounded-sm hover:text-ink aria-[current]:text-ink"
      aria-current={isCurrent ? "true" : undefined}
    >
      {translate(label)}
      {isCurrent ? (
        // Out of the flow: the label stays above its figures.
        <span className="absolute inset-y-0 left-full flex items-center pl-0.5">
          <Chevron isPrinted className={sorting.isDescending ? "rotate-90" : "-rotate-90"} />
        </span>
      ) : null}
    </SearchParamsLink>
  );
}
