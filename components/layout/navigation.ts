import type { OrganizationSettings, Role } from "@/lib/context";
import type { PlainMessageKey } from "@/lib/i18n/messages";

export type NavigationItem = {
  readonly href: string;
  readonly label: PlainMessageKey;
  /** The number of open tasks for the reader; absent or 0: none. */
  readonly waiting?: number;
};

const leads: readonly Role[] = ["team_lead", "manager", "admin"];
const managers: readonly Role[] = ["manager", "admin"];

type Viewer = {
  readonly role: Role;
  readonly organization: Pick<OrganizationSettings, "privacyMode" | "employeeLeaderboard">;
  /** Null: contests do not concern the reader. */
  readonly contests: { readonly toDecide: number } | null;
};

/** Whether the organization shows single members to others, by name or alias. */
const showsPeople = ({ organization }: Viewer) => organization.privacyMode !== "aggregate";

type Page = Omit<NavigationItem, "waiting"> & {
  readonly isFor: (viewer: Viewer) => boolean;
  readonly waitingFor?: (viewer: Viewer) => number;
};

/** The pages of the header by permission. Each page checks access itself; the header only leaves out dead ends. */
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
  {
    href: "/imports",
    label: "navigation.imports",
    isFor: ({ role }) => role === "admin",
  },
  {
    href: "/contests",
    label: "navigation.contests",
    isFor: ({ contests }) => contests !== null,
    waitingFor: ({ contests }) => contests?.toDecide ?? 0,
  },
];

export function getNavigation(viewer: Viewer): NavigationItem[] {
  return pages
    .filter((page) => page.isFor(viewer))
    .map(({ href, label, waitingFor }) => ({ href, label, waiting: waitingFor?.(viewer) ?? 0 }));
}

/** The pages of the account menu. */
export function listAccountPages(role: Role): NavigationItem[] {
  return [
    { href: "/settings", label: "settings.title" },
    { href: "/assessment", label: "assessment.title" },
    ...(role === "admin"
      ? [{ href: "/settings/organization", label: "settings.ofOrganization" } as const]
      : []),
    ...(role === "auditor"
      ? [{ href: "/settings/organization/audit-log", label: "auditLog.title" } as const]
      : []),
    { href: "/docs/api", label: "apiReference.title" },
  ];
}
