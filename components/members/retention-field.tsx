"use client";

import type { UseFormRegisterReturn } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { MAX_RETENTION_MONTHS, MIN_RETENTION_MONTHS } from "@/lib/performance/members/member-rules";

/** How many months the record of a member is kept after they left. */
export function RetentionField({
  stored,
  field,
  isInvalid,
}: {
  stored: number;
  field: UseFormRegisterReturn;
  isInvalid: boolean;
}) {
  const { translate } = useTexts();
  return (
    <FormField
      label={translate("organization.retention")}
      hint={translate("organization.retentionHint")}
      error={isInvalid ? translate("organization.retentionInvalid") : null}
    >
      {(aria) => (
        <TextField
          {...aria}
          {...field}
          type="number"
          required
          min={MIN_RETENTION_MONTHS}
          max={MAX_RETENTION_MONTHS}
          defaultValue={stored}
          className="tabular-nums max-sm:text-lg"
        />
      )}
    </FormField>
  );
}
