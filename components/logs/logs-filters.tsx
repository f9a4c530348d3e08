"use client";

import { type ReactNode, useId } from "react";
import { useTexts } from "@/components/layout/text-provider";
import { PersonField } from "@/components/people/person-field";
import { AddressLink, changeAddress } from "@/components/ui/address-link";
import { buttonClasses } from "@/components/ui/button";
import type { MessageKey } from "@/lib/messages";
import type { LogsFilter } from "@/lib/performance/query-options";
import { DayFilter } from "./day-filter";
import { KindSelect } from "./kind-select";

/** Which entries are shown; each choice is in the address at once. */
export function LogsFilters({ view, isBackwards }: { view: LogsFilter; isBackwards: boolean }) {
  const { translate } = useTexts();
  const ids = { person: useId(), kind: useId(), from: useId(), to: useId(), order: useId() };
  return (
    <search className="panel grid gap-3 p-4 sm:px-5">
      <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_1.5fr_1fr_1fr_auto]">
        <Field label="logs.person" htmlFor={ids.person} className="max-lg:col-span-2">
          <PersonField
            key={view.userId}
            id={ids.person}
            userId={view.userId}
            onChoose={(userId) =>
              changeAddress({ person: userId === null ? null : String(userId), page: null })
            }
          />
        </Field>
        <Field label="logs.kind" htmlFor={ids.kind} className="max-lg:col-span-2">
          <KindSelect
            id={ids.kind}
            kind={view.kind}
            onChoose={(kind) => changeAddress({ kind, page: null })}
          />
        </Field>
        {(["from", "to"] as const).map((end) => (
          <Field key={end} label={`logs.${end}`} htmlFor={ids[end]}>
            <DayFilter
              id={ids[end]}
              name={end}
              day={view[end]}
              problemId={isBackwards ? ids.order : null}
            />
          </Field>
        ))}
        <AddressLink
          change={{ person: null, kind: null, from: null, to: null, page: null }}
          className={`${buttonClasses("quiet")} min-h-9 max-lg:col-span-2`}
        >
          {translate("logs.reset")}
        </AddressLink>
      </div>
      {isBackwards ? (
        <p id={ids.order} role="alert" className="text-negative text-sm">
          {translate("logs.order")}
        </p>
      ) : null}
    </search>
  );
}

function Field({
  label,
  htmlFor,
  className,
  children,
}: {
  label: MessageKey;
  htmlFor: string;
  className?: string;
  children: ReactNode;
}) {
  const { translate } = useTexts();
  return (
    <div className={className}>
      <label htmlFor={htmlFor} className="mb-1 block text-muted text-xs">
        {translate(label)}
      </label>
      {children}
    </div>
  );
}
