"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { requestSignIn } from "@/components/auth/auth-requests";
import { NewPasswordField } from "@/components/auth/new-password-field";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Form, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TextField } from "@/components/ui/forms/select";
import { sessionsRead } from "@/lib/auth/reads";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";

type Passwords = { readonly current: string; readonly next: string };

/** A change ends all sessions; this browser is signed in again with the new password. */
export function PasswordSection({ signInName }: { signInName: string }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async ({ current, next }: Passwords) => {
      await sendJson("POST", "/api/password", { current_password: current, new_password: next });
      const outcome = await requestSignIn(signInName, next);
      if (outcome.kind !== "signed_in") {
        window.location.assign("/sign-in");
      }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionsRead.options().queryKey }),
  });
  const isCurrentRejected = isRejected(change.error, "current_password");
  const isNewRejected = isRejected(change.error, "new_password");
  return (
    <Section id="password" title={translate("password.title")} note={translate("password.note")}>
      <Form
        className="grid max-w-md gap-4 p-4 sm:p-5"
        onSubmit={(fields, form) =>
          change.mutate(
            {
              current: String(fields.get("current") ?? ""),
              next: String(fields.get("next") ?? ""),
            },
            { onSuccess: () => form.reset() },
          )
        }
      >
        <input type="text" name="name" value={signInName} autoComplete="username" readOnly hidden />
        <FormField
          label={translate("password.current")}
          error={isCurrentRejected ? translate("password.currentWrong") : null}
        >
          {(aria) => (
            <TextField
              {...aria}
              name="current"
              type="password"
              required
              maxLength={1024}
              autoComplete="current-password"
              className="max-sm:text-lg"
            />
          )}
        </FormField>
        <NewPasswordField
          name="next"
          label={translate("setup.password")}
          isRejected={isNewRejected}
        />
        <SubmitRow
          label={translate("password.change")}
          busyLabel={translate("form.saving")}
          isBusy={change.isPending}
          done={change.isSuccess ? translate("password.changed") : null}
          problem={
            isCurrentRejected || isNewRejected
              ? translate("problem.fields")
              : describeProblem(change.error, translate)
          }
        />
      </Form>
    </Section>
  );
}
