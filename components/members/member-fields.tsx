"use client";

import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { getText } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { Select, TextField } from "@/components/ui/forms/select";
import { PageLink } from "@/components/ui/page-link";
import type { LeadScope, Role } from "@/lib/context";
import { isRejected } from "@/lib/http/problem-text";
import { roleLabels, roles } from "@/lib/i18n/role-labels";
import type { MemberResponse } from "@/lib/performance/members/schemas";

/** The fields of a member's form. */
export function toMemberFields(fields: FormData) {
  const email = getText(fields, "email");
  const team = getText(fields, "team");
  const role: Role = roles.find((candidate) => candidate === getText(fields, "role")) ?? "employee";
  const leadScope: LeadScope =
    role === "team_lead" && getText(fields, "lead_scope") === "organization"
      ? "organization"
      : "team";
  return {
    username: getText(fields, "username"),
    display_name: getText(fields, "display_name"),
    email: email === "" ? null : email,
    team: team === "" ? null : team,
    role,
    lead_scope: leadScope,
  };
}

/** The fields of a member, new or stored. */
export function MemberFields({
  stored,
  teams,
  error,
}: {
  stored: MemberResponse | null;
  teams: readonly string[];
  error: Error | null;
}) {
  const { translate } = useTexts();
  const describeField = (name: string, key: "member.nameInvalid" | "member.emailInvalid") =>
    isRejected(error, name) ? translate(key) : null;
  const isUsernameRejected = isRejected(error, "username");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField
        label={translate("member.displayName")}
        error={describeField("display_name", "member.nameInvalid")}
      >
        {(aria) => (
          <TextField
            {...aria}
            name="display_name"
            required
            maxLength={200}
            defaultValue={stored?.display_name}
            autoComplete="off"
            className="max-sm:text-lg"
          />
        )}
      </FormField>
      <FormField
        label={translate("member.username")}
        hint={isUsernameRejected ? undefined : translate("member.usernameRule")}
        error={isUsernameRejected ? translate("member.usernameRule") : null}
      >
        {(aria) => (
          <TextField
            {...aria}
            name="username"
            required
            maxLength={64}
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
        error={describeField("email", "member.emailInvalid")}
      >
        {(aria) => (
          <TextField
            {...aria}
            name="email"
            inputMode="email"
            maxLength={320}
            defaultValue={stored?.email ?? ""}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="max-sm:text-lg"
          />
        )}
      </FormField>
      <TeamField stored={stored?.team ?? null} teams={teams} />
      <RoleFields stored={stored} />
    </div>
  );
}

function TeamField({ stored, teams }: { stored: string | null; teams: readonly string[] }) {
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
        <Select {...aria} name="team" defaultValue={stored ?? ""} className="max-sm:text-lg">
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
function RoleFields({ stored }: { stored: MemberResponse | null }) {
  const { translate } = useTexts();
  const [role, setRole] = useState<Role>(stored?.role ?? "employee");
  const scopeId = useId();
  return (
    <>
      <FormField label={translate("member.role")} hint={translate(meanings[role])}>
        {(aria) => (
          <Select
            {...aria}
            name="role"
            value={role}
            onChange={({ target }) =>
              setRole(roles.find((candidate) => candidate === target.value) ?? "employee")
            }
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
            name="lead_scope"
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
