"use client";

import { useId, useState } from "react";
import type { NamedPerson } from "@/components/people/use-people";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { FilterField } from "@/components/ui/forms/filter-field";
import { pushSearchParams, SearchParamsLink } from "@/components/ui/search-params-link";
import type { LogsFilter } from "@/lib/performance/history/reads";
import { DayFilter } from "./day-filter";
import { KindSelect } from "./kind-select";
import { OnlyChoices } from "./only-choices";
import { PersonFilter } from "./person-filter";

/** The filters of the entries; each choice is in the URL at once. */
export function LogsFilters({
  view,
  person,
  isBackwards,
}: {
  view: LogsFilter;
  /** The member of the filter, where the entries have the name. */
  person: NamedPerson | null;
  isBackwards: boolean;
}) {
  const { translate } = useTexts();
  const orderId = useId();
  // Half-typed text is in no URL: clearing the filters remounts these fields.
  const [clearings, setClearings] = useState(0);
  return (
    <search className="panel grid gap-3 p-4 sm:px-5">
      <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_1.5fr_1fr_1fr_auto]">
        <PersonFilter
          key={`person ${clearings}`}
          className="max-lg:col-span-2"
          userId={view.userId}
          person={person}
        />
        <FilterField label={translate("logs.kind")} className="max-lg:col-span-2">
          {({ id }) => (
            <KindSelect
              id={id}
              kind={view.kind}
              onChoose={(kind) => pushSearchParams({ kind, page: null })}
            />
          )}
        </FilterField>
        {(["from", "to"] as const).map((end) => (
          <DayFilter
            key={`${end} ${clearings}`}
            name={end}
            day={view[end]}
            problemId={isBackwards ? orderId : null}
          />
        ))}
        <SearchParamsLink
          change={{ person: null, kind: null, only: null, from: null, to: null, page: null }}
          onClick={() => setClearings(clearings + 1)}
          className={`${buttonClasses("quiet")} min-h-9 max-lg:col-span-2`}
        >
          {translate("logs.reset")}
        </SearchParamsLink>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <OnlyChoices only={view.only} onChoose={(only) => pushSearchParams({ only, page: null })} />
      </div>
      {isBackwards ? (
        <p id={orderId} role="alert" className="text-negative text-sm">
          {translate("logs.order")}
        </p>
      ) : null}
    </search>
  );
}
