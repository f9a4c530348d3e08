"use client";

import { useId } from "react";
import { KindSelect } from "@/components/history/kind-select";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { pushSearchParams, SearchParamsLink } from "@/components/ui/search-params-link";
import { type HistoryView, onlyNames } from "./history-view";

/** The filters of the entries; each choice is in the URL at once. */
export function HistoryFilters({ view }: { view: HistoryView }) {
  const { translate } = useTexts();
  const id = useId();
  return (
    <search className="flex flex-wrap items-center gap-2 print:hidden">
      {view.evidence === null ? null : (
        <SearchParamsLink
          change={{ evidence: null }}
          scroll={false}
          className={buttonClasses("quiet")}
        >
          {translate("history.allOfPeriod")}
        </SearchParamsLink>
      )}
      {onlyNames.map((only) => (
        <label key={only} className="flex min-h-9 items-center gap-2 pr-2 text-sm">
          <input
            type="checkbox"
            checked={view.only === only}
            onChange={() =>
              pushSearchParams({ only: view.only === only ? null : only, entry: null })
            }
            className="size-4 accent-accent-fill"
          />
          {translate(`history.only.${only}`)}
        </label>
      ))}
      <label htmlFor={id} className="text-muted text-sm">
        {translate("logs.kind")}
      </label>
      <KindSelect
        id={id}
        kind={view.kind}
        className="w-44!"
        onChoose={(kind) => pushSearchParams({ kind, entry: null })}
      />
    </search>
  );
}
