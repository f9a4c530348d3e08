"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TimeZoneField } from "@/components/ui/forms/time-zone-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import {
  MAX_NAME_LENGTH,
  MAX_RETENTION_MONTHS,
  MIN_RETENTION_MONTHS,
} from "@/lib/performance/members/member-rules";
import type {
  OrganizationAmendment,
  OrganizationResponse,
} from "@/lib/performance/members/organization-schemas";
import { organizationRead } from "@/lib/performance/members/reads";
import { printableField } from "@/lib/performance/shared/text-rules";
import { LeaderboardChoice, PrivacyModes } from "./privacy-choices";
import { RetentionField } from "./retention-field";

const rules = z.object({
  name: printableField(MAX_NAME_LENGTH),
  time_zone: z.string().check(z.trim(), z.minLength(1)),
  privacy_mode: z.enum(privacyModes),
  employee_leaderboard: z.boolean(),
  retention_months: z.int().check(z.minimum(MIN_RETENTION_MONTHS), z.maximum(MAX_RETENTION_MONTHS)),
});

/** With `proposals` where a change waits for a second person. */
type SavedOrganization = OrganizationResponse & { readonly proposals?: readonly unknown[] };

/** Name, days and privacy of the organization. */
export function OrganizationSettings() {
  const { translate } = useTexts();
  const organization = useQuery(organizationRead.options());
  return (
    <Section
      id="organization"
      title={translate("organization.title")}
      note={translate("organization.note")}
    >
      <Loaded query={organization} skeleton={<ListSkeleton />}>
        {(stored) => <OrganizationForm stored={stored} />}
      </Loaded>
    </Section>
  );
}

function OrganizationForm({ stored }: { stored: OrganizationResponse }) {
  const { translate } = useTexts();
  const router = useRouter();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (amendment: OrganizationAmendment) =>
      sendJson<SavedOrganization>("PATCH", "/api/performance/organization", amendment),
    onSuccess: ({ proposals, ...saved }) => {
      queries.setQueryData(organizationRead.options().queryKey, saved);
      if (proposals !== undefined) {
        // The fields show what is in force, not what waits for a second person.
        form.reset();
      }
      // The header, its pages and all times depend on these settings.
      router.refresh();
    },
  });
  const { error } = save;
  const form = useRuledForm({ rules, error });
  const mode = useWatch({ control: form.control, name: "privacy_mode" }) ?? stored.privacy_mode;
  const isFieldRejected = (["name", "time_zone", "retention_months"] as const).some((name) =>
    isRejected(error, name),
  );
  return (
    <RuledForm
      form={form}
      className="grid gap-6 p-4 sm:p-5"
      onSubmit={(amendment) => save.mutate(amendment)}
      error={error}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          label={translate("organization.name")}
          hint={translate("organization.slugFixed", { slug: stored.slug })}
          error={form.isInvalid("name") ? translate("member.nameInvalid") : null}
        >
          {(aria) => (
            <TextField
              {...aria}
              {...form.register("name")}
              required
              maxLength={MAX_NAME_LENGTH}
              defaultValue={stored.name}
              autoComplete="off"
              className="max-sm:text-lg"
            />
          )}
        </FormField>
        <TimeZoneField
          label={translate("organization.timeZone")}
          hint={translate("organization.timeZoneHint")}
          field={form.register("time_zone")}
          isInvalid={form.isInvalid("time_zone")}
          stored={stored.time_zone}
        />
      </div>
      <p className="text-muted text-sm">{translate("proposals.before")}</p>
      <PrivacyModes stored={stored.privacy_mode} field={form.register("privacy_mode")} />
      <LeaderboardChoice
        stored={stored.employee_leaderboard}
        isHidden={mode === "aggregate"}
        field={form.register("employee_leaderboard")}
      />
      <RetentionField
        stored={stored.retention_months}
        field={form.register("retention_months", { valueAsNumber: true })}
        isInvalid={form.isInvalid("retention_months")}
      />
      <SubmitRow
        label={translate("form.save")}
        busyLabel={translate("form.saving")}
        isBusy={save.isPending}
        done={
          save.isSuccess
            ? translate(save.data.proposals === undefined ? "form.saved" : "proposals.waiting")
            : null
        }
        problem={isFieldRejected ? translate("problem.fields") : describeProblem(error, translate)}
      />
    </RuledForm>
  );
}
