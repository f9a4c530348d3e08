"use client";

import { useState } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import {
  isPasswordLength,
  MAX_PASSWORD_LENGTH,
  MAX_PASSWORD_TEXT_LENGTH,
  MIN_PASSWORD_LENGTH,
} from "@/lib/auth/password/password-length";

export const newPasswordRule = z.string().check(z.refine(isPasswordLength));

/** A new password is typed once, and can be shown. */
export function NewPasswordField({
  label,
  field,
  isInvalid,
}: {
  label: string;
  field: UseFormRegisterReturn;
  isInvalid: boolean;
}) {
  const { translate } = useTexts();
  const [isShown, setIsShown] = useState(false);
  const rule = translate("password.rule", { shortest: MIN_PASSWORD_LENGTH });
  return (
    <div className="grid gap-2">
      <FormField
        label={label}
        hint={isInvalid ? undefined : rule}
        error={
          isInvalid
            ? translate("password.invalid", {
                shortest: MIN_PASSWORD_LENGTH,
                longest: MAX_PASSWORD_LENGTH,
              })
            : null
        }
      >
        {(aria) => (
          <TextField
            {...aria}
            {...field}
            type={isShown ? "text" : "password"}
            required
            minLength={MIN_PASSWORD_LENGTH}
            maxLength={MAX_PASSWORD_TEXT_LENGTH}
            autoComplete="new-password"
            autoCapitalize="none"
            spellCheck={false}
            className="max-sm:text-lg"
          />
        )}
      </FormField>
      <label className="flex w-fit items-center gap-2 text-muted text-sm">
        <input
          type="checkbox"
          checked={isShown}
          onChange={({ target }) => setIsShown(target.checked)}
          className="size-4 accent-accent-fill"
        />
        {translate("password.show")}
      </label>
    </div>
  );
}
