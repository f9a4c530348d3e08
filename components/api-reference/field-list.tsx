"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { Chevron } from "@/components/ui/chevron";
import type { FieldDescription } from "@/lib/api-reference/operation";
import { ApiText } from "./api-text";

/** Parameters or fields, each with its type, limits and meaning; nested fields open below their parent. */
export function FieldList({
  fields,
  showsRequired,
  isNested = false,
}: {
  fields: readonly FieldDescription[];
  /** Fields of a request can be required; those of a response are always present. */
  showsRequired: boolean;
  isNested?: boolean;
}) {
  return (
    <ul className={clsx(isNested && "border-line border-t bg-canvas pl-3 sm:pl-5")}>
      {fields.map((field) => (
        <li key={field.name} className="border-line not-first:border-t">
          <FieldEntry field={field} showsRequired={showsRequired} />
          {field.fields.length === 0 ? null : (
            <NestedFields field={field} showsRequired={showsRequired} />
          )}
        </li>
      ))}
    </ul>
  );
}

function NestedFields({
  field,
  showsRequired,
}: {
  field: FieldDescription;
  showsRequired: boolean;
}) {
  const { translate } = useTexts();
  return (
    <details className="group/fields">
      <summary className="flex items-center gap-2 px-4 pb-2.5 text-muted text-sm -outline-offset-2 hover:text-ink">
        <Chevron className="group-open/fields:rotate-90" />
        {translate("apiReference.fieldsOf", { name: field.name, count: field.fields.length })}
      </summary>
      <FieldList fields={field.fields} showsRequired={showsRequired} isNested />
    </details>
  );
}

function FieldEntry({ field, showsRequired }: { field: FieldDescription; showsRequired: boolean }) {
  const { translate } = useTexts();
  const limits = [
    field.range,
    field.length === null ? null : translate("apiReference.length", { range: field.length }),
    field.defaultValue === null
      ? null
      : translate("apiReference.default", { value: field.defaultValue }),
  ].filter((limit) => limit !== null);
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
      <p>
        <code lang="en" className="wrap-anywhere font-medium font-mono text-sm">
          {field.name}
        </code>
        {showsRequired && field.isRequired ? (
          <span className="ml-2 whitespace-nowrap text-caution text-xs">
            {translate("apiReference.required")}
          </span>
        ) : null}
      </p>
      <div className="min-w-0">
        <p className="text-muted text-sm">
          <code lang="en" className="wrap-anywhere font-mono">
            {field.type}
          </code>
          {limits.length === 0 ? null : ` · ${limits.join(" · ")}`}
        </p>
        {field.choices.length === 0 ? null : (
          <p lang="en" className="wrap-anywhere font-mono text-sm">
            {field.choices.join(" | ")}
          </p>
        )}
        {field.description === null ? null : (
          <p className="text-sm">
            <ApiText text={field.description} />
          </p>
        )}
      </div>
    </div>
  );
}
