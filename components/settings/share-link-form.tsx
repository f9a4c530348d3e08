"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTexts } from "@/components/shared/text-provider";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { Select } from "@/components/ui/forms/select";
import { shareLinksRead } from "@/lib/auth/share-links/reads";
import type { CreatedShareLink } from "@/lib/auth/share-links/schemas";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { toLanguage } from "@/lib/i18n/messages";
import { NameField, TermField } from "./credential-fields";
import { createShareLinkSnippet, type SharedBadgeResponse } from "./share-link-snippet";

type NewLink = { readonly name: string; readonly shares: string; readonly days: number };

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
    mutationFn: (body: NewLink) =>
      sendJson<CreatedShareLink>("POST", "/api/performance/share-links", body),
    onSuccess: () => queries.invalidateQueries({ queryKey: shareLinksRead.options().queryKey }),
  });
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
        onClose={() => create.reset()}
      />
    );
  }
  return (
    <Form
      label={translate("shareLinks.create")}
      onSubmit={(fields) =>
        create.mutate({
          name: getText(fields, "name"),
          shares: getText(fields, "shares"),
          days: Number(fields.get("days")),
        })
      }
    >
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem_10rem]">
        <NameField label={translate("shareLinks.name")} error={create.error} />
        <SharesField hasBadges={heldBadges.length > 0} />
        <TermField />
      </div>
      <SubmitRow
        label={translate("shareLinks.create")}
        busyLabel={translate("form.saving")}
        isBusy={create.isPending}
        problem={describeProblem(create.error, translate)}
      />
    </Form>
  );
}

function SharesField({ hasBadges }: { hasBadges: boolean }) {
  const { translate } = useTexts();
  return (
    <FormField
      label={translate("shareLinks.shares")}
      hint={hasBadges ? undefined : translate("shareLinks.noBadges")}
    >
      {(aria) => (
        <Select {...aria} name="shares" className="max-sm:text-lg">
          <option value="widget">{translate("shareLinks.widget")}</option>
          <option value="badges" disabled={!hasBadges}>
            {translate("shareLinks.badges")}
          </option>
        </Select>
      )}
    </FormField>
  );
}
