"use client";

import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TextField } from "@/components/ui/forms/select";
import { TimeZoneField } from "@/components/ui/forms/time-zone-field";
import type { SetupDone } from "@/lib/auth/setup/setup-schemas";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { requestSignIn } from "./auth-requests";
import { NewPasswordField } from "./new-password-field";
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

function toBody(fields: FormData) {
  const email = getText(fields, "email");
  return {
    code: getText(fields, "code"),
    name: getText(fields, "name"),
    slug: getText(fields, "slug"),
    time_zone: getText(fields, "time_zone"),
    username: getText(fields, "username"),
    display_name: getText(fields, "display_name"),
    password: String(fields.get("password") ?? ""),
    ...(email !== "" && { email }),
  };
}

/** Creates the first organization and its administrator, and signs the administrator in. */
export function FirstSetupForm() {
  const { translate } = useTexts();
  const setUp = useMutation({
    mutationFn: async (body: ReturnType<typeof toBody>) => {
      await sendJson<SetupDone>("POST", "/api/setup", body);
      const outcome = await requestSignIn(`${body.slug}/${body.username}`, body.password);
      window.location.assign(outcome.kind === "signed_in" ? "/settings/organization" : "/sign-in");
    },
  });
  const { error } = setUp;
  const isFieldRejected = ["code", "name", "slug", "time_zone", "username", "email"]
    .concat("display_name", "password")
    .some((name) => isRejected(error, name));
  return (
    <Form onSubmit={(fields) => setUp.mutate(toBody(fields))} error={error} className="grid gap-8">
      <Part title="setup.code" note="setup.codeNote">
        <SetupText
          name="code"
          label="setup.codeLabel"
          error={isRejected(error, "code") ? "setup.codeInvalid" : null}
          autoComplete="off"
        />
      </Part>
      <OrganizationPart error={error} />
      <Part title="setup.administrator" note="setup.administratorNote">
        <SetupText
          name="display_name"
          label="member.displayName"
          error={isRejected(error, "display_name") ? "member.nameInvalid" : null}
          autoComplete="name"
        />
        <SetupText
          name="username"
          label="member.username"
          hint="member.usernameRule"
          error={isRejected(error, "username") ? "member.usernameRule" : null}
          autoComplete="username"
        />
        <SetupText
          name="email"
          label="member.email"
          hint="member.emailHint"
          error={isRejected(error, "email") ? "member.emailInvalid" : null}
          autoComplete="email"
          isOptional
        />
        <NewPasswordField
          name="password"
          label={translate("signIn.password")}
          isRejected={isRejected(error, "password")}
        />
      </Part>
      <SubmitRow
        label={translate("setup.submit")}
        busyLabel={translate("setup.busy")}
        isBusy={setUp.isPending || setUp.isSuccess}
        problem={
          isFieldRejected ? translate("problem.fields") : describeProblem(error, translate, known)
        }
      />
    </Form>
  );
}

const known = { 409: "setup.alreadyDone" } as const;

function OrganizationPart({ error }: { error: Error | null }) {
  const { translate } = useTexts();
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState<string | null>(null);
  const zoneOfBrowser = useZoneOfBrowser();
  return (
    <Part title="setup.organization" note="setup.organizationNote">
      <SetupText
        name="name"
        label="organization.name"
        error={isRejected(error, "name") ? "member.nameInvalid" : null}
        autoComplete="organization"
        value={name}
        onChange={setName}
      />
      <SetupText
        name="slug"
        label="organization.slug"
        hint="organization.slugHint"
        error={isRejected(error, "slug") ? "organization.slugInvalid" : null}
        autoComplete="off"
        value={slug ?? suggestSlug(name)}
        onChange={setSlug}
      />
      <TimeZoneField
        label={translate("organization.timeZone")}
        hint={translate("setup.timeZoneHint")}
        value={timeZone ?? zoneOfBrowser}
        onChange={setTimeZone}
        isRejected={isRejected(error, "time_zone")}
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
  name,
  label,
  hint,
  error,
  autoComplete,
  isOptional = false,
  value,
  onChange,
}: {
  name: string;
  label: PlainMessageKey;
  hint?: PlainMessageKey;
  error: PlainMessageKey | null;
  autoComplete: string;
  isOptional?: boolean;
  value?: string;
  onChange?: (value: string) => void;
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
          name={name}
          required={!isOptional}
          maxLength={320}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          className="max-sm:text-lg"
          {...(onChange && { value, onChange: ({ target }) => onChange(target.value) })}
        />
      )}
    </FormField>
  );
}
