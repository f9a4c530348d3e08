"use client";

import type { UseFormRegisterReturn } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { MAX_CREDENTIAL_NAME_LENGTH } from "@/lib/auth/credential-rules";

const terms = [7, 30, 90, 365] as const;
const defaultTerm = 90;

/** The name by which the owner recognises a token or link. */
export function NameField({
  label,
  field,
  isInvalid,
}: {
  label: string;
  field: UseFormRegisterReturn;
  isInvalid: boolean;
}) {
  const { translate } = useTexts();
  return (
    <FormField
      label={label}
      hint={translate("tokens.nameHint")}
      error={isInvalid ? translate("tokens.nameInvalid") : null}
    >
      {(aria) => (
        <TextField
          {...aria}
          {...field}
          required
          maxLength={MAX_CREDENTIAL_NAME_LENGTH}
          autoComplete="off"
          className="max-sm:text-lg"
        />
      )}
    </FormField>
  );
}

/** The number of days until it expires. */
export function TermField({ field }: { field: UseFormRegisterReturn }) {
  const { translate } = useTexts();
  return (
    <FormField label={translate("tokens.term")}>
      {(aria) => (
        <Select {...aria} {...field} defaultValue={defaultTerm} className="max-sm:text-lg">
          {terms.map((days) => (
            <option key={days} value={days}>
              {translate("tokens.days", { days })}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
