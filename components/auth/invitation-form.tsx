"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { PageLink } from "@/components/ui/page-link";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { NewPasswordField, newPasswordRule } from "./new-password-field";

const rules = z.object({ new_password: newPasswordRule });

/** The token is in the hash, which no server logs. Null on the server, which cannot see it. */
function useTokenOfAddress(): string | null {
  return useSyncExternalStore(
    (notify) => {
      window.addEventListener("hashchange", notify);
      return () => window.removeEventListener("hashchange", notify);
    },
    () => window.location.hash.slice(1),
    () => null,
  );
}

/** Sets a password with the invitation in the URL. */
export function InvitationForm() {
  const { translate } = useTexts();
  const token = useTokenOfAddress();
  const [isSet, setIsSet] = useState(false);
  const setPassword = useMutation({
    mutationFn: (body: z.output<typeof rules>) =>
      sendJson("POST", "/api/password/invitation", { token, ...body }),
    onSuccess: () => {
      setIsSet(true);
      // The invitation is used: it leaves the browser's history.
      window.history.replaceState(null, "", window.location.pathname);
    },
  });

  const form = useRuledForm({ rules, error: setPassword.error });
  if (isSet) {
    return (
      <Ending
        title="setup.done"
        body="setup.doneBody"
        isGood
        action={{ href: "/sign-in", label: "signIn.submit" }}
      />
    );
  }
  if (token === "") {
    return <Ending title="setup.noToken" body="setup.noTokenBody" />;
  }
  if (isRejected(setPassword.error, "token")) {
    return <Ending title="setup.unusable" body="setup.unusableBody" />;
  }
  return (
    <>
      <h1 className="font-semibold text-xl">{translate("setup.invitation")}</h1>
      <p className="text-muted">{translate("setup.invitationNote")}</p>
      <RuledForm
        form={form}
        onSubmit={(body) => setPassword.mutate(body)}
        error={setPassword.error}
      >
        <NewPasswordField
          label={translate("setup.password")}
          field={form.register("new_password")}
          isInvalid={form.isInvalid("new_password")}
        />
        <SubmitRow
          label={translate("setup.setPassword")}
          busyLabel={translate("form.saving")}
          isBusy={setPassword.isPending}
          problem={
            form.isInvalid("new_password") ? null : describeProblem(setPassword.error, translate)
          }
        />
      </RuledForm>
    </>
  );
}

function Ending({
  title,
  body,
  isGood = false,
  action = { href: "/sign-in", label: "setup.toSignIn" },
}: {
  title: "setup.done" | "setup.noToken" | "setup.unusable";
  body: "setup.doneBody" | "setup.noTokenBody" | "setup.unusableBody";
  isGood?: boolean;
  action?: { href: string; label: "signIn.submit" | "setup.toSignIn" };
}) {
  const { translate } = useTexts();
  return (
    <div role={isGood ? "status" : "alert"} className="grid justify-items-start gap-3">
      <h1 className="font-semibold text-xl">{translate(title)}</h1>
      <p className="text-muted">{translate(body)}</p>
      <PageLink href={action.href} className={buttonClasses(isGood ? "primary" : "quiet")}>
        {translate(action.label)}
      </PageLink>
    </div>
  );
}
