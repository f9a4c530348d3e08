"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { TextArea } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { isOrigin, MAX_CORS_ORIGINS } from "@/lib/performance/domain/text/cors-origins";
import type {
  OrganizationAmendment,
  OrganizationResponse,
} from "@/lib/performance/members/organization-schemas";
import { organizationRead } from "@/lib/performance/members/reads";

const rules = z.object({
  cors_origins: z
    .string()
    .check(z.refine((text) => toOrigins(text).every(isOrigin)))
    .check(z.refine((text) => toOrigins(text).length <= MAX_CORS_ORIGINS)),
});

function toOrigins(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((line) => line !== "")
    .map((line) => line.replace(/\/$/, ""));
}

/** The origins of other sites whose pages may call the API with a token. */
export function AllowedOriginsSection() {
  const { translate } = useTexts();
  const organization = useQuery(organizationRead.options());
  return (
    <Section
      id="allowed-origins"
      title={translate("allowedOrigins.title")}
      note={translate("allowedOrigins.note")}
    >
      <Loaded query={organization} skeleton={<ListSkeleton />}>
        {({ cors_origins: stored }) => (
          <SectionBody>
            <OriginsForm stored={stored} />
          </SectionBody>
        )}
      </Loaded>
    </Section>
  );
}

function OriginsForm({ stored }: { stored: readonly string[] }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (amendment: OrganizationAmendment) =>
      sendJson<OrganizationResponse>("PATCH", "/api/performance/organization", amendment),
    onSuccess: (saved) => queries.setQueryData(organizationRead.options().queryKey, saved),
  });
  const { error } = save;
  const form = useRuledForm({ rules, error });
  return (
    <RuledForm
      form={form}
      label={translate("allowedOrigins.title")}
      onSubmit={({ cors_origins: text }) => save.mutate({ cors_origins: toOrigins(text) })}
      error={error}
    >
      <FormField
        label={translate("allowedOrigins.origins")}
        hint={translate("allowedOrigins.hint")}
        error={
          form.isInvalid("cors_origins")
            ? translate("allowedOrigins.invalid", { count: MAX_CORS_ORIGINS })
            : null
        }
      >
        {(aria) => (
          <TextArea
            {...aria}
            {...form.register("cors_origins")}
            defaultValue={stored.join("\n")}
            spellCheck={false}
            className="font-mono"
          />
        )}
      </FormField>
      <SubmitRow
        label={translate("form.save")}
        busyLabel={translate("form.saving")}
        isBusy={save.isPending}
        done={save.isSuccess ? translate("form.saved") : null}
        problem={describeProblem(error, translate)}
      />
    </RuledForm>
  );
}
