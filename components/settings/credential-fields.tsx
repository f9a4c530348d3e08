"use client";

import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "@/components/ui/forms/form-field";
import { Select, TextField } from "@/components/ui/forms/select";
import { isRejected } from "@/lib/http/problem-text";

const terms = [7, 30, 90, 365] as const;
const defaultTerm = 90;

/** The name by which the owner recognises a token or link. */
export function NameField({ label, error }: { label: string; error: Error | null }) {
  const { translate } = useTexts();
  return (
    <FormField
      label={label}
      hint={translate("tokens.nameHint")}
      error={isRejected(error, "name") ? translate("tokens.nameInvalid") : null}
    >
      {(aria) => (
        <TextField
          {...aria}
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          className="max-sm:text-lg"
        />
      )}
    </FormField>
  );
}

/** The number of days until it expires. */
export function TermField() {
  const { translate } = useTexts();
  return (
    <FormField label={translate("tokens.term")}>
      {(aria) => (
        <Select {...aria} name="days" defaultValue={defaultTerm} className="max-sm:text-lg">
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
