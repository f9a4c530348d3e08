"use client";

import { useId } from "react";
import { type UseFormRegisterReturn, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { PageLink } from "@/components/ui/page-link";
import { isRejected } from "@/lib/http/problem-text";
import { roleLabels, roles } from "@/lib/i18n/role-labels";
import { MAX_EMAIL_LENGTH, MAX_USERNAME_LENGTH } from "@/lib/performance/members/member-name";
import {
  MAX_NAME_LENGTH,
  nameField,
  optionalEmailField,
  usernameField,
} from "@/lib/performance/members/member-rules";
import type { MemberResponse } from "@/lib/performance/members/schemas";

export const memberRules = z.object({
  username: usernameField,
  display_name: nameField,
  email: optionalEmailField,
  team: z.string(),
  role: z.enum(roles),
  /** Only team leads have one. */
  lead_scope: z.optional(z.enum(["team", "organization"])),
});
type MemberValues = z.output<typeof memberRules>;
export type MemberForm = ReturnType<typeof useMemberForm>;

export function useMemberForm(error: Error | null) {
  return useRuledForm({ rules: memberRules, error });
}

/** The body of a request with the fields of a member. */
export function toMemberFields({
  email,
  team,
  role,
  lead_scope: leadScope,
  ...names
}: MemberValues) {
  return {
    ...names,
    email: email === "" ? null : email,
    team: team === "" ? null : team,
    role,
    lead_scope: role === "team_lead" ? (leadScope ?? "team") : "team",
  } as const;
}

export function isMemberRejected(error: Error | null): boolean {
  return ["username", "display_name", "email", "team"].some((name) => isRejected(error, name));
}

/** The fields of a member, new or stored. */
export function MemberFields({
  stored,
  teams,
  form,
}: {
  stored: MemberResponse | null;
  teams: readonly string[];
  form: MemberForm;
}) {
  const { translate } = useTexts();
  const isUsernameInvalid = form.isInvalid("username");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField
        label={translate("member.displayName")}
        error={form.isInvalid("display_name") ? translate("member.nameInvalid") : null}
      >
        {(aria) => (
          <TextField
            {...aria}
            {...form.register("display_name")}
            required
            maxLength={MAX_NAME_LENGTH}
            defaultValue={stored?.display_name}
            autoComplete="off"
            className="max-sm:text-lg"
          />
        )}
      </FormField>
      <FormField
        label={translate("member.username")}
        hint={isUsernameInvalid ? undefined : translate("member.usernameRule")}
        error={isUsernameInvalid ? translate("member.usernameRule") : null}
      >
        {(aria) => (
          <TextField
            {...aria}
            {...form.register("username")}
            required
            maxLength={MAX_USERNAME_LENGTH}
            defaultValue={stored?.username}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="max-sm:text-lg"
          />
        )}
      </FormField>
      <FormField
        label={translate("member.email")}
        hint={translate("member.emailHint")}
        error={form.isInvalid("email") ? translate("member.emailInvalid") : null}
      >
        {(aria) => (
          <TextField
            {...aria}
            {...form.register("email")}
            inputMode="email"
            maxLength={MAX_EMAIL_LENGTH}
            defaultValue={stored?.email ?? ""}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="max-sm:text-lg"
          />
        )}
      </FormField>
      <TeamField stored={stored?.team ?? null} teams={teams} field={form.register("team")} />
      <RoleFields stored={stored} form={form} />
    </div>
  );
}

function TeamField({
  stored,
  teams,
  field,
}: {
  stored: string | null;
  teams: readonly string[];
  field: UseFormRegisterReturn;
}) {
  const { translate } = useTexts();
  const names = stored === null || teams.includes(stored) ? teams : [stored, ...teams];
  return (
    <FormField
      label={translate("member.team")}
      hint={
        <PageLink
          href="/settings/organization/teams"
          className="rounded-sm underline underline-offset-3"
        >
          {translate("member.teamHint")}
        </PageLink>
      }
    >
      {(aria) => (
        <Select {...aria} {...field} defaultValue={stored ?? ""} className="max-sm:text-lg">
          <option value="">{translate("member.noTeam")}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

const meanings = {
  employee: "role.employeeMeaning",
  team_lead: "role.teamLeadMeaning",
  manager: "role.managerMeaning",
  admin: "role.adminMeaning",
} as const;

/** The role with its permissions; of a team lead also the scope. */
function RoleFields({ stored, form }: { stored: MemberResponse | null; form: MemberForm }) {
  const { translate } = useTexts();
  const storedRole = stored?.role ?? "employee";
  const role = useWatch({ control: form.control, name: "role" }) ?? storedRole;
  const scopeId = useId();
  return (
    <>
      <FormField label={translate("member.role")} hint={translate(meanings[role])}>
        {(aria) => (
          <Select
            {...aria}
            {...form.register("role")}
            defaultValue={storedRole}
            className="max-sm:text-lg"
          >
            {roles.map((value) => (
              <option key={value} value={value}>
                {translate(roleLabels[value])}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {role === "team_lead" && stored !== null ? (
        <div className="grid content-start gap-1.5">
          <label htmlFor={scopeId} className="font-medium text-sm">
            {translate("member.leadScope")}
          </label>
          <Select
            id={scopeId}
            {...form.register("lead_scope")}
            defaultValue={stored.lead_scope}
            className="max-sm:text-lg"
          >
            <option value="team">{translate("member.leadScopeTeam")}</option>
            <option value="organization">{translate("member.leadScopeOrganization")}</option>
          </Select>
        </div>
      ) : null}
    </>
  );
}
