"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import type { CreatedToken } from "@/lib/auth/account-schemas";
import { credentialFields } from "@/lib/auth/credential-rules";
import { tokensRead } from "@/lib/auth/reads";
import type { TokenScope } from "@/lib/context";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { NameField, TermField } from "./credential-fields";
import { ScopeChoices } from "./scope-choices";

const rules = z.object({
  ...credentialFields,
  scopes: z.array(z.string()).check(z.minLength(1)),
});

/** Creates a token with the chosen scopes; it is shown once, in place of the form. */
export function TokenForm({ allowedScopes }: { allowedScopes: readonly TokenScope[] }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: z.output<typeof rules>) =>
      sendJson<CreatedToken>("POST", "/api/tokens", body),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensRead.options().queryKey }),
  });
  const form = useRuledForm({
    rules,
    error: create.error,
    defaultValues: { scopes: ["self:read"] },
  });
  if (create.data !== undefined) {
    return (
      <SecretOnce
        label={translate("tokens.made", { name: create.data.name })}
        note={translate("tokens.madeNote")}
        secret={create.data.token}
        onClose={() => {
          create.reset();
          form.reset();
        }}
      />
    );
  }
  return (
    <RuledForm
      form={form}
      onSubmit={(body) => create.mutate(body)}
      error={create.error}
      label={translate("tokens.create")}
    >
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <NameField
          label={translate("tokens.name")}
          field={form.register("name")}
          isInvalid={form.isInvalid("name")}
        />
        <TermField field={form.register("days", { valueAsNumber: true })} />
      </div>
      <ScopeChoices allowed={allowedScopes} field={form.register("scopes")} />
      <SubmitRow
        label={translate("tokens.create")}
        busyLabel={translate("form.saving")}
        isBusy={create.isPending}
        problem={
          form.breaksRule("scopes")
            ? translate("tokens.noScope")
            : describeProblem(create.error, translate)
        }
      />
    </RuledForm>
  );
}
