"use client";

import { useController, useFormContext } from "react-hook-form";
import { PersonCombobox } from "@/components/people/person-combobox";
import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "@/components/ui/forms/form-field";
import { findFieldError } from "./assignment-problem";

export type AssigneeValues = { user_id: number | null };

/** The member who gets an assignment; required. */
export function AssigneeField({
  without,
  hint,
  error,
}: {
  /** Members who cannot get it: the current assignee, and the reader. */
  without: readonly (number | null)[];
  hint: string;
  /** The error of the last request. */
  error: Error | null;
}) {
  const { translate } = useTexts();
  const { control } = useFormContext<AssigneeValues>();
  const { field, fieldState } = useController({
    control,
    name: "user_id",
    rules: { validate: (userId) => userId !== null },
  });
  return (
    <PersonCombobox
      Field={FormField}
      label={translate("assignments.person")}
      hint={hint}
      error={
        fieldState.invalid
          ? translate("assignments.personInvalid")
          : findFieldError(error, "user_id", translate)
      }
      className="max-w-md"
      userId={field.value}
      without={without}
      onChoose={field.onChange}
      placeholder={translate("assignments.choosePerson")}
      unknown={translate("logs.personUnknown")}
      isRequired
    />
  );
}
