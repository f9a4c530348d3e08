"use client";

import type { UseFormRegisterReturn } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import type { TokenScope } from "@/lib/context";
import { scopeLabels } from "./scope-labels";

/** A box for each scope that a token can have. */
export function ScopeChoices({
  allowed,
  field,
}: {
  allowed: readonly TokenScope[];
  field: UseFormRegisterReturn;
}) {
  const { translate } = useTexts();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{translate("tokens.scopes")}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {allowed.map((scope) => (
          <label key={scope} className="flex items-start gap-2 text-sm">
            <input
              {...field}
              type="checkbox"
              value={scope}
              className="mt-0.5 size-4 shrink-0 accent-accent-fill"
            />
            <span>
              {translate(scopeLabels[scope])}{" "}
              <span className="block font-mono text-muted text-xs">{scope}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
