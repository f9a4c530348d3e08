"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TextField } from "@/components/ui/forms/select";
import { TimeZoneField } from "@/components/ui/forms/time-zone-field";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { organizationRead } from "@/lib/performance/members/reads";
import type {
  OrganizationAmendment,
  OrganizationResponse,
} from "@/lib/performance/members/schemas";
import { LeaderboardChoice, PrivacyModes } from "./privacy-choices";

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
  const [timeZone, setTimeZone] = useState(stored.time_zone);
  const [mode, setMode] = useState(stored.privacy_mode);
  const save = useMutation({
    mutationFn: (amendment: OrganizationAmendment) =>
      sendJson<OrganizationResponse>("PATCH", "/api/performance/organization", amendment),
    onSuccess: (saved) => {
      queries.setQueryData(organizationRead.options().queryKey, saved);
      // The header, its pages and all times depend on these settings.
      router.refresh();
    },
  });
  const { error } = save;
  const isFieldRejected = isRejected(error, "name") || isRejected(error, "time_zone");
  return (
    <Form
      className="grid gap-6 p-4 sm:p-5"
      onSubmit={(fields) =>
        save.mutate({
          name: getText(fields, "name"),
          time_zone: timeZone.trim(),
          privacy_mode: mode,
          employee_leaderboard: fields.has("employee_leaderboard"),
        })
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          label={translate("organization.name")}
          hint={translate("organization.slugFixed", { slug: stored.slug })}
          error={isRejected(error, "name") ? translate("member.nameInvalid") : null}
        >
          {(aria) => (
            <TextField
              {...aria}
              name="name"
              required
              maxLength={200}
              defaultValue={stored.name}
              autoComplete="off"
              className="max-sm:text-lg"
            />
          )}
        </FormField>
        <TimeZoneField
          label={translate("organization.timeZone")}
          hint={translate("organization.timeZoneHint")}
          value={timeZone}
          onChange={setTimeZone}
          isRejected={isRejected(error, "time_zone")}
        />
      </div>
      <PrivacyModes chosen={mode} onChoose={setMode} />
      <LeaderboardChoice stored={stored.employee_leaderboard} isHidden={mode === "aggregate"} />
      <SubmitRow
        label={translate("form.save")}
        busyLabel={translate("form.saving")}
        isBusy={save.isPending}
        done={save.isSuccess ? translate("form.saved") : null}
        problem={isFieldRejected ? translate("problem.fields") : describeProblem(error, translate)}
      />
    </Form>
  );
}
