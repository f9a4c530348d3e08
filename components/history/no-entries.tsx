"use client";

import { PeriodLink } from "@/components/shared/period-link";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import { periods } from "@/lib/performance/domain/time/period-days";
import type { Period } from "@/lib/performance/shared/parse-period";
import type { HistoryView } from "./history-view";

/** No entry in the period, or none that matches the filters, with a link to other entries. */
export function NoEntries({ period, view }: { period: Period; view: HistoryView }) {
  const { translate } = useTexts();
  const longer = periods.find((candidate) => candidate > period);
  const isFiltered = view.kind !== null || view.evidence !== null || view.only !== null;
  return (
    <div className="grid justify-items-center gap-3 px-4 py-12 text-muted">
      <p>{translate(isFiltered ? "logs.empty" : "history.empty")}</p>
      {isFiltered ? (
        <SearchParamsLink
          change={{ kind: null, evidence: null, only: null }}
          scroll={false}
          className={buttonClasses("quiet")}
        >
          {translate("history.unfiltered")}
        </SearchParamsLink>
      ) : null}
      {longer === undefined || view.evidence !== null ? null : (
        <PeriodLink days={longer} scroll={false} className={buttonClasses("quiet")}>
          {translate("history.emptyLonger", { days: longer })}
        </PeriodLink>
      )}
    </div>
  );
}
