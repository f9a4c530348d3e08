"use client";

import type { UseMutationResult } from "@tanstack/react-query";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { credentialFields } from "@/lib/auth/credential-rules";
import type { ServiceAccountWithToken } from "@/lib/auth/service-accounts/schemas";
import type { TokenScope } from "@/lib/context";
import { describeProblem } from "@/lib/http/problem-text";
import { NameField, TermField } from "./credential-fields";
import { ScopeChoices } from "./scope-choices";

const rules = z.object({
  ...credentialFields,
  scopes: z.array(z.string()).check(z.minLength(1)),
});
export type NewAccountFields = z.output<typeof rules>;

/** The name, the scopes and the term of a new service account. */
export function ServiceAccountForm({
  allowedScopes,
  create,
}: {
  allowedScopes: readonly TokenScope[];
  create: UseMutationResult<ServiceAccountWithToken, Error, NewAccountFields>;
}) {
  const { translate } = useTexts();
  const form = useRuledForm({ rules, error: create.error, defaultValues: { scopes: [] } });
  return (
    <RuledForm
      form={form}
      onSubmit={(body) => create.mutate(body)}
      error={create.error}
      label={translate("serviceAccounts.create")}
    >
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <NameField
          label={translate("serviceAccounts.name")}
          field={form.register("name")}
          isInvalid={form.isInvalid("name")}
        />
        <TermField field={form.register("days", { valueAsNumber: true })} />
      </div>
      <ScopeChoices allowed={allowedScopes} field={form.register("scopes")} />
      <SubmitRow
        label={translate("serviceAccounts.create")}
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
