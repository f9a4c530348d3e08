"use client";

import { useId, useState } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "./controls";
import { FormField } from "./form-field";

/** The name of a time zone, with suggestions from the browser. */
export function TimeZoneField({
  label,
  hint,
  field,
  isInvalid,
  stored,
}: {
  label: string;
  hint?: string;
  field: UseFormRegisterReturn;
  isInvalid: boolean;
  stored?: string;
}) {
  const { translate } = useTexts();
  const [zones, setZones] = useState<readonly string[]>([]);
  const listId = useId();
  return (
    <FormField
      label={label}
      hint={hint}
      error={isInvalid ? translate("organization.timeZoneInvalid") : null}
    >
      {(aria) => (
        <>
          <TextField
            {...aria}
            {...field}
            required
            list={listId}
            defaultValue={stored}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onFocus={() => setZones(["UTC", ...Intl.supportedValuesOf("timeZone")])}
            className="max-sm:text-lg"
          />
          <datalist id={listId}>
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </FormField>
  );
}
