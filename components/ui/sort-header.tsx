"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { Chevron } from "@/components/ui/chevron";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { formatSorting, type Sorting } from "./sorting";

type SortLinkProps = {
  readonly column: string;
  readonly label: PlainMessageKey;
  readonly sorting: Sorting;
  /** The order of a URL without one. */
  readonly defaultSorting: Sorting;
  /** Whether the first click sorts from the highest or newest down. */
  readonly isHighestFirst?: boolean;
};

/** The header of a column that sorts the table; a second click reverses the order. */
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

/** Sorts by the column, or reverses its order. */
export function SortLink({
  column,
  label,
  sorting,
  defaultSorting,
  isHighestFirst = false,
}: SortLinkProps) {
  const { translate } = useTexts();
  const isCurrent = sorting.sort === column;
  const isDescending = isCurrent ? !sorting.isDescending : isHighestFirst;
  const next = formatSorting({ sort: column, isDescending });
  return (
    <SearchParamsLink
      change={{ sort: next === formatSorting(defaultSorting) ? null : next, page: null }}
      scroll={false}
      className="relative rounded-sm hover:text-ink aria-[current]:text-ink"
      aria-current={isCurrent ? "true" : undefined}
    >
      {translate(label)}
      {isCurrent ? (
        // Outside of the flow, so that the label stays above its figures.
        <span className="absolute inset-y-0 left-full flex items-center pl-0.5">
          <Chevron isPrinted className={sorting.isDescending ? "rotate-90" : "-rotate-90"} />
        </span>
      ) : null}
    </SearchParamsLink>
  );
}
