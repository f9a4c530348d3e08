"use client";

import { type FormEvent, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { MAX_PASSWORD_TEXT_LENGTH } from "@/lib/auth/password/password-length";
import { MAX_SIGN_IN_NAME_LENGTH } from "@/lib/auth/sign-in/sign-in-name";
import type { Translate } from "@/lib/i18n/messages";
import { requestSignIn, type SignInOutcome } from "./auth-requests";
import { type DemoAccount, DemoAccounts } from "./demo-accounts";

const fieldClasses =
  "w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-ink text-lg sm:text-base aria-invalid:border-negative";

/** Signing in reloads the page: nothing of an earlier account stays in memory. */
export function SignInForm({
  callbackPath,
  demoAccounts,
}: {
  callbackPath: string;
  demoAccounts: readonly DemoAccount[];
}) {
  const { translate } = useTexts();
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  async function signIn(name: string, secret: string): Promise<void> {
    setIsBusy(true);
    setOutcome(null);
    const outcome = await requestSignIn(name, secret);
    if (outcome.kind === "signed_in") {
      window.location.assign(callbackPath);
      return;
    }
    setIsBusy(false);
    setOutcome(outcome);
    password.current?.focus();
    password.current?.select();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void signIn(String(fields.get("name") ?? ""), String(fields.get("password") ?? ""));
  }

  const problem = {
    "aria-invalid": outcome?.kind === "rejected" ? true : undefined,
    "aria-describedby": outcome === null ? undefined : "sign-in-error",
  };
  return (
    <div className="grid gap-8">
      <form
        method="post"
        action="/api/auth/callback/credentials"
        onSubmit={submit}
        className="grid gap-4"
      >
        <label className="grid gap-1.5">
          <span className="font-medium text-sm">{translate("signIn.name")}</span>
          <input
            name="name"
            type="text"
            required
            maxLength={MAX_SIGN_IN_NAME_LENGTH}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            className={fieldClasses}
            {...problem}
          />
          <span className="text-muted text-sm">{translate("signIn.nameHint")}</span>
        </label>
        <label className="grid gap-1.5">
          <span className="font-medium text-sm">{translate("signIn.password")}</span>
          <input
            ref={password}
            name="password"
            type="password"
            required
            maxLength={MAX_PASSWORD_TEXT_LENGTH}
            autoComplete="current-password"
            className={fieldClasses}
            {...problem}
          />
        </label>
        <p id="sign-in-error" role="alert" className="text-negative text-sm empty:hidden">
          {outcome === null ? null : describeOutcome(outcome, translate)}
        </p>
        <Button type="submit" look="primary" className="min-h-10" disabled={isBusy}>
          {translate(isBusy ? "signIn.busy" : "signIn.submit")}
        </Button>
      </form>
      {demoAccounts.length === 0 ? null : (
        <DemoAccounts accounts={demoAccounts} isBusy={isBusy} onChoose={signIn} />
      )}
    </div>
  );
}

function describeOutcome(outcome: SignInOutcome, translate: Translate): string {
  if (outcome.kind === "too_many") {
    return translate("signIn.tooMany", { minutes: outcome.minutes });
  }
  return translate(outcome.kind === "rejected" ? "signIn.rejected" : "signIn.unavailable");
}
