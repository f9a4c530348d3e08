"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseFormRegisterReturn } from "react-hook-form";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { Select } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { credentialFields } from "@/lib/auth/credential-rules";
import { shareLinksRead } from "@/lib/auth/share-links/reads";
import type { CreatedShareLink } from "@/lib/auth/share-links/schemas";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { toLanguage } from "@/lib/i18n/messages";
import { NameField, TermField } from "./credential-fields";
import { createShareLinkSnippet, type SharedBadgeResponse } from "./share-link-snippet";

const rules = z.object({ ...credentialFields, shares: z.enum(["widget", "badges"]) });

/** Creates a share link; its HTML is shown once, in place of the form. */
export function ShareLinkForm({
  userId,
  heldBadges,
}: {
  userId: number;
  heldBadges: readonly SharedBadgeResponse[];
}) {
  const { translate, locale } = useTexts();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: z.output<typeof rules>) =>
      sendJson<CreatedShareLink>("POST", "/api/performance/share-links", body),
    onSuccess: () => queries.invalidateQueries({ queryKey: shareLinksRead.options().queryKey }),
  });
  const form = useRuledForm({ rules, error: create.error });
  if (create.data !== undefined) {
    const { name } = create.data;
    return (
      <SecretOnce
        label={translate("shareLinks.made", { name })}
        note={translate("shareLinks.madeNote")}
        secret={createShareLinkSnippet({
          origin: window.location.origin,
          userId,
          language: toLanguage(locale),
          made: create.data,
          badges: heldBadges,
        })}
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
      label={translate("shareLinks.create")}
    >
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem_10rem]">
        <NameField
          label={translate("shareLinks.name")}
          field={form.register("name")}
          isInvalid={form.isInvalid("name")}
        />
        <SharesField hasBadges={heldBadges.length > 0} field={form.register("shares")} />
        <TermField field={form.register("days", { valueAsNumber: true })} />
      </div>
      <SubmitRow
        label={translate("shareLinks.create")}
        busyLabel={translate("form.saving")}
        isBusy={create.isPending}
        problem={describeProblem(create.error, translate)}
      />
    </RuledForm>
  );
}

function SharesField({ hasBadges, field }: { hasBadges: boolean; field: UseFormRegisterReturn }) {
  const { translate } = useTexts();
  return (
    <FormField
      label={translate("shareLinks.shares")}
      hint={hasBadges ? undefined : translate("shareLinks.noBadges")}
    >
      {(aria) => (
        <Select {...aria} {...field} className="max-sm:text-lg">
          <option value="widget">{translate("shareLinks.widget")}</option>
          <option value="badges" disabled={!hasBadges}>
            {translate("shareLinks.badges")}
          </option>
        </Select>
      )}
    </FormField>
  );
}
