"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { Chevron } from "@/components/ui/chevron";
import { FormField } from "@/components/ui/forms/form-field";
import type { TriedResponse } from "./send-request";

/** Status, time, headers and body of a response. */
export function TriedResponsePanel({ response }: { response: TriedResponse }) {
  const { translate, format } = useTexts();
  const { status, statusText, milliseconds, headers, body, isCut } = response;
  return (
    <div className="grid gap-3">
      <div className="panel overflow-hidden">
        <p className="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5">
          <span
            className={clsx(
              "font-medium font-mono tabular-nums",
              status < 400 ? "text-positive" : "text-negative",
            )}
          >
            {status} {statusText}
          </span>
          <span className="text-muted text-sm">
            {translate("apiReference.time", {
              milliseconds: format.count(Math.round(milliseconds)),
            })}
          </span>
        </p>
        <details className="group border-line border-t">
          <summary className="flex items-center gap-2 px-4 py-2.5 text-muted text-sm -outline-offset-2 hover:text-ink">
            <Chevron className="group-open:rotate-90" />
            {translate("apiReference.headers", { count: headers.length })}
          </summary>
          <dl className="grid gap-x-4 gap-y-1 px-4 pb-3 font-mono text-sm sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
            {headers.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
      {body === "" ? null : (
        <FormField label={translate("apiReference.responseBody")}>
          {(aria) => (
            <textarea
              {...aria}
              readOnly
              lang="en"
              value={body}
              rows={Math.min(24, body.split("\n").length + 1)}
              className="panel w-full px-3 py-2.5 font-mono text-ink text-sm"
            />
          )}
        </FormField>
      )}
      {isCut ? <p className="text-muted text-sm">{translate("apiReference.cut")}</p> : null}
    </div>
  );
}
