import type { OrganizationSettings, Role } from "@/lib/context";
import type { MessageKey } from "@/lib/messages";

export type NavigationItem = { readonly href: string; readonly label: MessageKey };

const leads: readonly Role[] = ["team_lead", "manager", "admin"];
const managers: readonly Role[] = ["manager", "admin"];

type Viewer = {
  readonly role: Role;
  readonly organization: Pick<OrganizationSettings, "privacyMode" | "employeeLeaderboard">;
};

/** Whether the organization shows single members to others, under whatever name. */
const showsPeople = ({ organization }: Viewer) => organization.privacyMode !== "aggregate";

type Page = NavigationItem & { readonly isFor: (viewer: Viewer) => boolean };

/** The pages of the header, in order, and whose they are. A page checks access itself; this only spares dead ends. */
const pages: readonly Page[] = [
  { href: "/", label: "navigation.overview", isFor: () => true },
  {
    href: "/team",
    label: "navigation.team",
    isFor: (viewer) =>
      leads.includes(viewer.role) ||
      (viewer.organization.employeeLeaderboard && showsPeople(viewer)),
  },
  {
    href: "/analytics",
    label: "navigation.analytics",
    isFor: ({ role }) => managers.includes(role),
  },
  {
    href: "/logs",
    label: "navigation.logs",
    isFor: (viewer) => managers.includes(viewer.role) && showsPeople(viewer),
  },
];

export function navigationOf(viewer: Viewer): NavigationItem[] {
  return pages.filter((page) => page.isFor(viewer)).map(({ href, label }) => ({ href, label }));
}

/** The pages of the account's menu. */
export function accountPagesOf(role: Role): NavigationItem[] {
  return [
    { href: "/settings", label: "settings.title" },
    ...(role === "admin"
      ? [{ href: "/settings/organization", label: "settings.ofOrganization" } as const]
      : []),
    { href: "/docs/api", label: "apiReference.title" },
  ];
}
