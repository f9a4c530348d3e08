"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";
import { requestSignIn } from "@/components/auth/auth-requests";
import { NewPasswordField, newPasswordRule } from "@/components/auth/new-password-field";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { MAX_PASSWORD_TEXT_LENGTH } from "@/lib/auth/password/password-length";
import { sessionsRead } from "@/lib/auth/reads";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";

const rules = z.object({
  current_password: z.string().check(z.minLength(1)),
  new_password: newPasswordRule,
});

/** A change ends all sessions; this browser is signed in again with the new password. */
export function PasswordSection({ signInName }: { signInName: string }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async (passwords: z.output<typeof rules>) => {
      await sendJson("POST", "/api/password", passwords);
      const outcome = await requestSignIn(signInName, passwords.new_password);
      if (outcome.kind !== "signed_in") {
        window.location.assign("/sign-in");
      }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionsRead.options().queryKey }),
  });
  const form = useRuledForm({ rules, error: change.error });
  const isFieldRejected = ["current_password", "new_password"].some((name) =>
    isRejected(change.error, name),
  );
  return (
    <Section id="password" title={translate("password.title")} note={translate("password.note")}>
      <RuledForm
        form={form}
        className="grid max-w-md gap-4 p-4 sm:p-5"
        onSubmit={(passwords) => change.mutate(passwords, { onSuccess: () => form.reset() })}
        error={change.error}
      >
        <input type="text" name="name" value={signInName} autoComplete="username" readOnly hidden />
        <FormField
          label={translate("password.current")}
          error={form.isInvalid("current_password") ? translate("password.currentWrong") : null}
        >
          {(aria) => (
            <TextField
              {...aria}
              {...form.register("current_password")}
              type="password"
              required
              maxLength={MAX_PASSWORD_TEXT_LENGTH}
              autoComplete="current-password"
              className="max-sm:text-lg"
            />
          )}
        </FormField>
        <NewPasswordField
          label={translate("setup.password")}
          field={form.register("new_password")}
          isInvalid={form.isInvalid("new_password")}
        />
        <SubmitRow
          label={translate("password.change")}
          busyLabel={translate("form.saving")}
          isBusy={change.isPending}
          done={change.isSuccess ? translate("password.changed") : null}
          problem={
            isFieldRejected ? translate("problem.fields") : describeProblem(change.error, translate)
          }
        />
      </RuledForm>
    </Section>
  );
}
