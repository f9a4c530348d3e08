"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import type { Role } from "@/lib/context";
import { missingSign } from "@/lib/i18n/format";
import { roleLabels } from "@/lib/i18n/role-labels";

export type Profile = {
  readonly displayName: string;
  readonly username: string;
  readonly email: string | null;
  readonly role: Role;
  readonly team: string | null;
  readonly skills: readonly { readonly name: string; readonly level: number }[];
  readonly signInName: string;
  readonly organization: string;
  readonly timeZone: string;
};

/** The reader's profile, which administrators maintain. */
export function ProfileSection({ profile }: { profile: Profile }) {
  const { translate } = useTexts();
  const { displayName, email, role, team, skills, signInName, organization, timeZone } = profile;
  return (
    <Section id="profile" title={translate("profile.title")} note={translate("profile.note")}>
      <dl className="grid gap-x-6 gap-y-4 p-4 sm:grid-cols-2 sm:p-5">
        <Fact label={translate("member.displayName")}>{displayName}</Fact>
        <Fact label={translate("profile.signInName")}>
          <span className="break-all font-mono text-sm">{signInName}</span>
        </Fact>
        <Fact label={translate("profile.email")}>
          {email ?? <Missing label={translate("profile.noEmail")} />}
        </Fact>
        <Fact label={translate("member.role")}>{translate(roleLabels[role])}</Fact>
        <Fact label={translate("member.team")}>
          {team ?? <Missing label={translate("member.noTeam")} />}
        </Fact>
        <Fact label={translate("profile.organization")}>
          {organization} <span className="text-muted">· {timeZone}</span>
        </Fact>
        {skills.length === 0 ? null : (
          <Fact label={translate("profile.skills")} className="sm:col-span-2">
            {skills
              .map(({ name, level }) => translate("profile.skill", { name, level }))
              .join(", ")}
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={clsx("grid content-start gap-0.5", className)}>
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Missing({ label }: { label: string }) {
  return (
    <span className="text-muted" title={label}>
      <span aria-hidden="true">{missingSign}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
