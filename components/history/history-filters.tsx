"use client";

import { useId } from "react";
import { KindSelect } from "@/components/history/kind-select";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { pushSearchParams, SearchParamsLink } from "@/components/ui/search-params-link";
import type { HistoryView } from "./history-view";
import { OnlyChoices } from "./only-choices";

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
      <OnlyChoices only={view.only} onChoose={(only) => pushSearchParams({ only, entry: null })} />
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
