"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { scrollFocusedIntoView } from "@/components/layout/scroll-focused-into-view";
import { useScrollActiveIntoView } from "@/components/layout/use-scroll-active-into-view";
import { useTexts } from "@/components/shared/text-provider";
import { PageLink } from "@/components/ui/page-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";

const own = { href: "/settings", label: "settings.own" } as const;

const ofOrganization: readonly { readonly href: string; readonly label: PlainMessageKey }[] = [
  { href: "/settings/organization", label: "settings.organization" },
  { href: "/settings/organization/members", label: "settings.members" },
  { href: "/settings/organization/teams", label: "settings.teams" },
  { href: "/settings/organization/skills", label: "settings.skills" },
  { href: "/settings/organization/scoring", label: "settings.scoring" },
  { href: "/settings/organization/service-accounts", label: "serviceAccounts.title" },
  { href: "/settings/organization/connections", label: "connections.title" },
  { href: "/settings/organization/jobs", label: "settings.jobs" },
  { href: "/settings/organization/status", label: "status.title" },
];

const ofAuditors = [
  { href: "/settings/organization/proposals", label: "proposals.title" },
  { href: "/settings/organization/audit-log", label: "auditLog.title" },
  { href: "/settings/organization/evaluations", label: "evaluations.title" },
  { href: "/settings/organization/verification", label: "verification.title" },
] as const;

/** The frame of all settings pages. Administrators also see the organization's, auditors the audit log. */
export function SettingsPage({
  isAdministrator,
  isAuditor = false,
  children,
}: {
  isAdministrator: boolean;
  isAuditor?: boolean;
  children: ReactNode;
}) {
  const { translate } = useTexts();
  return (
    <div className="mx-auto grid max-w-4xl gap-6">
      <div className="grid gap-4">
        <h1 className="font-semibold text-2xl">{translate("settings.title")}</h1>
        {isAdministrator || isAuditor ? (
          <SettingsNavigation isAdministrator={isAdministrator} />
        ) : null}
      </div>
      {children}
    </div>
  );
}

function SettingsNavigation({ isAdministrator }: { isAdministrator: boolean }) {
  const { translate } = useTexts();
  const path = usePathname();
  const pages = [own, ...(isAdministrator ? ofOrganization : []), ...ofAuditors];
  // The longest match: a member's page is below the page of the members.
  const current = pages
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((left, right) => right.href.length - left.href.length)[0];
  const currentHref = current?.href;
  const navigation = useScrollActiveIntoView(currentHref);
  return (
    <nav
      ref={navigation}
      aria-label={translate("settings.navigation")}
      onFocus={scrollFocusedIntoView}
      className="overflow-x-auto border-line border-b"
    >
      <ul className="flex gap-1">
        {pages.map(({ href, label }) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={href === currentHref ? "page" : undefined}
              className="block whitespace-nowrap border-transparent border-b-2 px-2.5 py-2 text-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {translate(label)}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
