"use client";

import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TimeZoneField } from "@/components/ui/forms/time-zone-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import type { SetupDone } from "@/lib/auth/setup/setup-schemas";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { MAX_EMAIL_LENGTH, MAX_USERNAME_LENGTH } from "@/lib/performance/members/member-name";
import {
  MAX_NAME_LENGTH,
  MAX_SLUG_LENGTH,
  nameField,
  optionalEmailField,
  slugField,
  usernameField,
} from "@/lib/performance/members/member-rules";
import { requestSignIn } from "./auth-requests";
import { NewPasswordField, newPasswordRule } from "./new-password-field";
import { suggestSlug } from "./suggest-slug";

const never = () => () => undefined;

/** The browser's time zone as a suggestion; empty on the server. */
function useZoneOfBrowser(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "",
  );
}

const required = z.string().check(z.trim(), z.minLength(1));
const rules = z.object({
  code: required,
  name: nameField,
  slug: slugField,
  time_zone: required,
  display_name: nameField,
  username: usernameField,
  email: optionalEmailField,
  password: newPasswordRule,
});
type SetupForm = ReturnType<typeof useSetupForm>;

function useSetupForm(error: Error | null) {
  return useRuledForm({ rules, error });
}

/** Creates the first organization and its administrator, and signs the administrator in. */
export function FirstSetupForm() {
  const { translate } = useTexts();
  const setUp = useMutation({
    mutationFn: async ({ email, ...body }: z.output<typeof rules>) => {
      await sendJson<SetupDone>("POST", "/api/setup", { ...body, ...(email !== "" && { email }) });
      const outcome = await requestSignIn(`${body.slug}/${body.username}`, body.password);
      window.location.assign(outcome.kind === "signed_in" ? "/imports" : "/sign-in");
    },
  });
  const { error } = setUp;
  const form = useSetupForm(error);
  const isFieldRejected = Object.keys(rules.shape).some((name) => isRejected(error, name));
  return (
    <RuledForm
      form={form}
      onSubmit={(values) => setUp.mutate(values)}
      error={error}
      className="grid gap-8"
    >
      <Part title="setup.code" note="setup.codeNote">
        <SetupText
          field={form.register("code")}
          label="setup.codeLabel"
          error={form.isInvalid("code") ? "setup.codeInvalid" : null}
          autoComplete="off"
        />
      </Part>
      <OrganizationPart form={form} />
      <AdministratorPart form={form} />
      <SubmitRow
        label={translate("setup.submit")}
        busyLabel={translate("setup.busy")}
        isBusy={setUp.isPending || setUp.isSuccess}
        problem={
          isFieldRejected ? translate("problem.fields") : describeProblem(error, translate, known)
        }
      />
    </RuledForm>
  );
}

const known = { 409: "setup.alreadyDone" } as const;

function OrganizationPart({ form }: { form: SetupForm }) {
  const { translate } = useTexts();
  const zoneOfBrowser = useZoneOfBrowser();
  const { setValue, getValues } = form;
  const suggested = useRef("");
  useEffect(() => {
    setValue("time_zone", getValues("time_zone") || zoneOfBrowser);
  }, [zoneOfBrowser, getValues, setValue]);
  const suggest = (name: string) => {
    if (getValues("slug") === suggested.current) {
      suggested.current = suggestSlug(name);
      setValue("slug", suggested.current);
    }
  };
  return (
    <Part title="setup.organization" note="setup.organizationNote">
      <SetupText
        field={form.register("name", { onChange: ({ target }) => suggest(target.value) })}
        label="organization.name"
        error={form.isInvalid("name") ? "member.nameInvalid" : null}
        longest={MAX_NAME_LENGTH}
        autoComplete="organization"
      />
      <SetupText
        field={form.register("slug")}
        label="organization.slug"
        hint="organization.slugHint"
        error={form.isInvalid("slug") ? "organization.slugInvalid" : null}
        longest={MAX_SLUG_LENGTH}
        autoComplete="off"
      />
      <TimeZoneField
        label={translate("organization.timeZone")}
        hint={translate("setup.timeZoneHint")}
        field={form.register("time_zone")}
        isInvalid={form.isInvalid("time_zone")}
      />
    </Part>
  );
}

function AdministratorPart({ form }: { form: SetupForm }) {
  const { translate } = useTexts();
  return (
    <Part title="setup.administrator" note="setup.administratorNote">
      <SetupText
        field={form.register("display_name")}
        label="member.displayName"
        error={form.isInvalid("display_name") ? "member.nameInvalid" : null}
        longest={MAX_NAME_LENGTH}
        autoComplete="name"
      />
      <SetupText
        field={form.register("username")}
        label="member.username"
        hint="member.usernameRule"
        error={form.isInvalid("username") ? "member.usernameRule" : null}
        longest={MAX_USERNAME_LENGTH}
        autoComplete="username"
      />
      <SetupText
        field={form.register("email")}
        label="member.email"
        hint="member.emailHint"
        error={form.isInvalid("email") ? "member.emailInvalid" : null}
        longest={MAX_EMAIL_LENGTH}
        autoComplete="email"
        isOptional
      />
      <NewPasswordField
        label={translate("signIn.password")}
        field={form.register("password")}
        isInvalid={form.isInvalid("password")}
      />
    </Part>
  );
}

function Part({
  title,
  note,
  children,
}: {
  title: PlainMessageKey;
  note: PlainMessageKey;
  children: ReactNode;
}) {
  const { translate } = useTexts();
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-semibold">{translate(title)}</legend>
      <p className="text-muted text-sm">{translate(note)}</p>
      {children}
    </fieldset>
  );
}

function SetupText({
  field,
  label,
  hint,
  error,
  longest,
  autoComplete,
  isOptional = false,
}: {
  field: UseFormRegisterReturn;
  label: PlainMessageKey;
  hint?: PlainMessageKey;
  error: PlainMessageKey | null;
  longest?: number;
  autoComplete: string;
  isOptional?: boolean;
}) {
  const { translate } = useTexts();
  const isHintTheError = error !== null && error === hint;
  return (
    <FormField
      label={translate(label)}
      hint={hint === undefined || isHintTheError ? undefined : translate(hint)}
      error={error === null ? null : translate(error)}
    >
      {(aria) => (
        <TextField
          {...aria}
          {...field}
          required={!isOptional}
          maxLength={longest}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          className="max-sm:text-lg"
        />
      )}
    </FormField>
  );
}
