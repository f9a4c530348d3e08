"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { Form, SubmitRow } from "@/components/ui/forms/form";
import { PageLink } from "@/components/ui/page-link";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { NewPasswordField } from "./new-password-field";

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
    mutationFn: (newPassword: string) =>
      sendJson("POST", "/api/password/invitation", { token, new_password: newPassword }),
    onSuccess: () => {
      setIsSet(true);
      // The invitation is used: it leaves the browser's history.
      window.history.replaceState(null, "", window.location.pathname);
    },
  });

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
  const isLengthRejected = isRejected(setPassword.error, "new_password");
  return (
    <>
      <h1 className="font-semibold text-xl">{translate("setup.invitation")}</h1>
      <p className="text-muted">{translate("setup.invitationNote")}</p>
      <Form onSubmit={(fields) => setPassword.mutate(String(fields.get("password") ?? ""))}>
        <NewPasswordField
          name="password"
          label={translate("setup.password")}
          isRejected={isLengthRejected}
        />
        <SubmitRow
          label={translate("setup.setPassword")}
          busyLabel={translate("form.saving")}
          isBusy={setPassword.isPending}
          problem={isLengthRejected ? null : describeProblem(setPassword.error, translate)}
        />
      </Form>
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
