"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Loaded } from "@/components/shared/loaded";
import { scrollToEntry } from "@/components/shared/scroll-to-entry";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { Skeleton } from "@/components/ui/skeleton";
import { userEntryOptions } from "@/lib/performance/history/reads";
import { HistoryTable } from "./history-table";

/** An entry that a link names and the list below lacks: an older one, or one of another kind. */
export function MarkedEntry({ userId, entryId }: { userId: number; entryId: number }) {
  const { translate } = useTexts();
  const found = useQuery(userEntryOptions(userId, entryId));
  const isThere = found.data !== undefined;
  useEffect(() => {
    if (isThere) scrollToEntry(entryId);
  }, [isThere, entryId]);
  return (
    <section
      aria-label={translate("history.marked", { id: entryId })}
      className="border-line border-b-4"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-2 text-sm sm:px-5">
        <p className="text-muted">{translate("history.markedNote")}</p>
        <SearchParamsLink
          change={{ entry: null }}
          scroll={false}
          className={buttonClasses("quiet")}
        >
          {translate("history.markedClose")}
        </SearchParamsLink>
      </header>
      <Loaded query={found} skeleton={<Skeleton className="mx-5 my-6 h-6" />}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p className="px-4 py-6 text-center text-muted sm:px-5">
              {translate("history.markedMissing", { id: entryId })}
            </p>
          ) : (
            <HistoryTable entries={entries} markedId={entryId} />
          )
        }
      </Loaded>
    </section>
  );
}
