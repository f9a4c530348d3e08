"use client";

import { useFormContext } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { FIRST_DATE, LAST_DATE } from "@/lib/performance/domain/time/date-limits";
import type { AssignmentValues, DateTimeField } from "./assignment-texts";

/** A day, and optionally a time of day, in the organization's zone. */
export function DateTimeFields({
  field,
  label,
  hint,
  error,
}: {
  field: DateTimeField;
  label: string;
  hint?: string;
  error: string | null;
}) {
  const { translate } = useTexts();
  const { register } = useFormContext<AssignmentValues>();
  return (
    <FormField label={label} hint={hint} error={error}>
      {(aria) => (
        <div className="grid max-w-sm grid-cols-[3fr_2fr] gap-2">
          <TextField
            {...aria}
            {...register(`${field}.date`)}
            type="date"
            min={FIRST_DATE}
            max={LAST_DATE}
            className="max-sm:text-lg"
          />
          <TextField
            {...register(`${field}.time`)}
            type="time"
            aria-label={translate("assignments.timeOf", { label })}
            aria-describedby={aria["aria-describedby"]}
            aria-invalid={aria["aria-invalid"]}
            className="max-sm:text-lg"
          />
        </div>
      )}
    </FormField>
  );
}
