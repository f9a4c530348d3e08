"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { importsRead } from "@/lib/performance/imports/reads";
import type { ImportSummary } from "@/lib/performance/imports/schemas";
import { isUnderWay, phaseLabels } from "./import-texts";

const REFRESH_MILLISECONDS = 3_000;

/** The imports of the organization, newest first, with those that wait or run. */
export function ImportHistory() {
  const { translate } = useTexts();
  const imports = useInfiniteQuery({
    ...importsRead.pages(),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.imports.some(isUnderWay)) === true
        ? REFRESH_MILLISECONDS
        : false,
  });
  return (
    <Section id="import-history" title={translate("imports.history")}>
      <Loaded query={imports} skeleton={<ListSkeleton />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.imports);
          return found.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">{translate("imports.historyEmpty")}</p>
          ) : (
            <ul>
              {found.map((one) => (
                <HistoryRow key={one.id} one={one} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      {imports.hasNextPage ? (
        <div className="border-line border-t p-4 sm:px-5">
          <Button
            disabled={imports.isFetchingNextPage}
            onClick={() => void imports.fetchNextPage()}
          >
            {translate(imports.isFetchingNextPage ? "history.loadingMore" : "history.more")}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function HistoryRow({ one }: { one: ImportSummary }) {
  const { translate, format } = useTexts();
  const name = one.file_name ?? one.format.toUpperCase();
  const parts = [
    one.created_by?.display_name ?? translate("imports.byCommand"),
    format.dayAndTime(one.created_at),
    ...(one.mapping === null ? [] : [one.mapping]),
  ];
  return (
    <li className="grid gap-1 border-line px-4 py-3 not-first:border-t sm:px-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SearchParamsLink
          change={{ import: String(one.id) }}
          className="wrap-anywhere font-medium underline underline-offset-2"
        >
          {name}
        </SearchParamsLink>
        <Badge tone={one.phase === "waiting" || isUnderWay(one) ? "caution" : "neutral"}>
          {translate(phaseLabels[one.phase])}
        </Badge>
        {one.dry_run && one.status === "finished" ? (
          <Badge>{translate("imports.dryRun")}</Badge>
        ) : null}
      </p>
      <p className="text-sm">
        <Counts one={one} />
      </p>
      <p className="wrap-anywhere text-muted text-sm">{parts.join(" · ")}</p>
    </li>
  );
}

/** What became of the rows of an import. */
export function Counts({ one }: { one: ImportSummary }) {
  const { translate, format } = useTexts();
  const undone = one.undone + one.kept;
  return (
    <>
      {translate("imports.counts", {
        rows: format.count(one.rows),
        added: format.count(one.new),
        changed: format.count(one.changed),
        unchanged: format.count(one.unchanged),
        rejected: format.count(one.rejected),
        skipped: format.count(one.skipped),
      })}
      {undone === 0
        ? null
        : ` ${translate("imports.undoneCounts", {
            undone: format.count(one.undone),
            kept: format.count(one.kept),
          })}`}
    </>
  );
}
