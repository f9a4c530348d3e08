"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import type { CreatedToken } from "@/lib/auth/account-schemas";
import { tokensRead } from "@/lib/auth/reads";
import type { TokenScope } from "@/lib/context";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { NameField, TermField } from "./credential-fields";
import { scopeLabels } from "./scope-labels";

/** Creates a token with the chosen scopes; it is shown once, in place of the form. */
export function TokenForm({ allowedScopes }: { allowedScopes: readonly TokenScope[] }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const [hasNoScope, setHasNoScope] = useState(false);
  const create = useMutation({
    mutationFn: (body: { name: string; scopes: string[]; days: number }) =>
      sendJson<CreatedToken>("POST", "/api/tokens", body),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensRead.options().queryKey }),
  });
  if (create.data !== undefined) {
    return (
      <SecretOnce
        label={translate("tokens.made", { name: create.data.name })}
        note={translate("tokens.madeNote")}
        secret={create.data.token}
        onClose={() => create.reset()}
      />
    );
  }
  function submit(fields: FormData): void {
    const scopes = fields.getAll("scope").map(String);
    setHasNoScope(scopes.length === 0);
    if (scopes.length > 0) {
      create.mutate({ name: getText(fields, "name"), scopes, days: Number(fields.get("days")) });
    }
  }
  return (
    <Form onSubmit={submit} label={translate("tokens.create")} className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <NameField label={translate("tokens.name")} error={create.error} />
        <TermField />
      </div>
      <Scopes allowed={allowedScopes} />
      <SubmitRow
        label={translate("tokens.create")}
        busyLabel={translate("form.saving")}
        isBusy={create.isPending}
        problem={
          hasNoScope ? translate("tokens.noScope") : describeProblem(create.error, translate)
        }
      />
    </Form>
  );
}

function Scopes({ allowed }: { allowed: readonly TokenScope[] }) {
  const { translate } = useTexts();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{translate("tokens.scopes")}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {allowed.map((scope) => (
          <label key={scope} className="flex items-start gap-2 text-sm">
            <input
              type="checkbox"
              name="scope"
              value={scope}
              defaultChecked={scope === "self:read"}
              className="mt-0.5 size-4 shrink-0 accent-accent-fill"
            />
            <span>
              {translate(scopeLabels[scope])}{" "}
              <span className="block font-mono text-muted text-xs">{scope}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
