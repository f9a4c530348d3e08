"use client";

import clsx from "clsx";
import { useTexts } from "@/components/layout/text-provider";
import { AddressLink } from "@/components/ui/address-link";
import type { MessageKey } from "@/lib/messages";
import type { LeaderboardSort, TeamView } from "./team-view";

/** The head of a column, by which the table is sorted: first the way in which people look for it, then the other. */
export function SortHeader({
  column,
  label,
  view,
  isHighestFirst = false,
  isSortable,
  className,
}: {
  column: LeaderboardSort;
  label: MessageKey;
  view: TeamView;
  isHighestFirst?: boolean;
  isSortable: boolean;
  className?: string;
}) {
  const { translate } = useTexts();
  const shape = clsx("px-2 py-2 font-medium last:pr-4 sm:px-3 sm:last:pr-5", className);
  if (!isSortable) {
    return (
      <th scope="col" className={shape}>
        {translate(label)}
      </th>
    );
  }
  const isCurrent = view.sort === column;
  const isNextDescending = isCurrent ? !view.isDescending : isHighestFirst;
  const isDefault = column === "rank" && !isNextDescending;
  const order = view.isDescending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={isCurrent ? order : undefined} className={shape}>
      <AddressLink
        change={{ sort: isDefault ? null : `${isNextDescending ? "-" : ""}${column}`, page: null }}
        scroll={false}
        className="relative rounded-sm hover:text-ink aria-[current]:text-ink"
        aria-current={isCurrent ? "true" : undefined}
      >
        {translate(label)}
        {isCurrent ? (
          // Out of the flow: the label stays above its figures.
          <span aria-hidden="true" className="absolute left-full pl-0.5">
            {view.isDescending ? "▾" : "▴"}
          </span>
        ) : null}
      </AddressLink>
    </th>
  );
}
