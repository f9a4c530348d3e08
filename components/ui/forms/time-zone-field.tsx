"use client";

import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "./form-field";
import { TextField } from "./select";

/** The name of a time zone, with suggestions from the browser. */
export function TimeZoneField({
  label,
  hint,
  value,
  onChange,
  isRejected,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  isRejected: boolean;
}) {
  const { translate } = useTexts();
  const [zones, setZones] = useState<readonly string[]>([]);
  const listId = useId();
  return (
    <FormField
      label={label}
      hint={hint}
      error={isRejected ? translate("organization.timeZoneInvalid") : null}
    >
      {(aria) => (
        <>
          <TextField
            {...aria}
            name="time_zone"
            required
            list={listId}
            value={value}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onFocus={() => setZones(["UTC", ...Intl.supportedValuesOf("timeZone")])}
            onChange={({ target }) => onChange(target.value)}
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
