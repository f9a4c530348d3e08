"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useId } from "react";
import { DayFilter } from "@/components/history/day-filter";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { ExportLinks } from "@/components/ui/export-links";
import { Select } from "@/components/ui/forms/controls";
import { FilterField } from "@/components/ui/forms/filter-field";
import { pushSearchParams, SearchParamsLink } from "@/components/ui/search-params-link";
import {
  type AuditLogFilter,
  auditLogOptions,
  getAuditExportUrl,
} from "@/lib/performance/administration/reads";
import { auditActionLabels } from "./audit-actions";
import { AuditEntries } from "./audit-entries";
import { isBackwards, parseAuditLogView } from "./audit-log-view";

/** The filtered audit log, with links to its file. */
export function AuditLogSection() {
  const { translate } = useTexts();
  const parameters = useSearchParams();
  const filter = parseAuditLogView((name) => parameters.get(name));
  const isEmptyRange = isBackwards(filter);
  const log = useInfiniteQuery({ ...auditLogOptions(filter), enabled: !isEmptyRange });
  return (
    <div className="grid gap-3">
      <Filters filter={filter} isEmptyRange={isEmptyRange} />
      {isEmptyRange ? null : (
        <Section
          id="audit-log"
          title={translate("auditLog.title")}
          note={translate("auditLog.note")}
        >
          <div className="border-line border-b px-4 pb-3 sm:px-5">
            <ExportLinks
              files={(["csv", "json"] as const).map((format) => ({
                address: getAuditExportUrl(filter, format),
                label: format.toUpperCase(),
              }))}
            />
          </div>
          <AuditEntries log={log} emptyText="auditLog.empty" />
        </Section>
      )}
    </div>
  );
}

function Filters({ filter, isEmptyRange }: { filter: AuditLogFilter; isEmptyRange: boolean }) {
  const { translate } = useTexts();
  const orderId = useId();
  return (
    <search className="panel grid gap-3 p-4 sm:px-5">
      <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_1fr_1fr_auto]">
        <FilterField label={translate("auditLog.action")} className="max-lg:col-span-2">
          {({ id }) => (
            <Select
              id={id}
              value={filter.action ?? ""}
              onChange={({ target }) =>
                pushSearchParams({ action: target.value === "" ? null : target.value })
              }
            >
              <option value="">{translate("auditLog.actionAny")}</option>
              {Object.entries(auditActionLabels).map(([action, label]) => (
                <option key={action} value={action}>
                  {translate(label)}
                </option>
              ))}
            </Select>
          )}
        </FilterField>
        {(["from", "to"] as const).map((end) => (
          <DayFilter
            key={end}
            name={end}
            day={filter[end]}
            problemId={isEmptyRange ? orderId : null}
          />
        ))}
        <SearchParamsLink
          change={{ action: null, from: null, to: null }}
          className={`${buttonClasses("quiet")} min-h-9 max-lg:col-span-2`}
        >
          {translate("auditLog.reset")}
        </SearchParamsLink>
      </div>
      {isEmptyRange ? (
        <p id={orderId} role="alert" className="text-negative text-sm">
          {translate("logs.order")}
        </p>
      ) : null}
    </search>
  );
}
