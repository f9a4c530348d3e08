"use client";

import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "@/components/ui/forms/form-field";
import { TextField } from "@/components/ui/forms/select";
import type { DateTimeField } from "./assignment-fields";

/** A day, and optionally a time of day, in the organization's zone. */
export function DateTimeFields({
  field,
  label,
  stored,
  hint,
  error,
}: {
  field: DateTimeField;
  label: string;
  /** As `formatLocalDateTime` writes it. */
  stored: string;
  hint?: string;
  error: string | null;
}) {
  const { translate } = useTexts();
  const [date = "", time = ""] = stored.split("T");
  return (
    <FormField label={label} hint={hint} error={error}>
      {(aria) => (
        <div className="grid max-w-sm grid-cols-[3fr_2fr] gap-2">
          <TextField
            {...aria}
            type="date"
            name={field}
            min="1900-01-01"
            max="2200-12-31"
            defaultValue={date}
            className="max-sm:text-lg"
          />
          <TextField
            type="time"
            name={`${field} time`}
            aria-label={translate("assignments.timeOf", { label })}
            aria-describedby={aria["aria-describedby"]}
            aria-invalid={aria["aria-invalid"]}
            defaultValue={time}
            className="max-sm:text-lg"
          />
        </div>
      )}
    </FormField>
  );
}
