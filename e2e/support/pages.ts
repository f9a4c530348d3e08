/** Every page of the application, for browser tests and screenshots. A missing page fails a test. */

export type Role = "employee" | "team_lead" | "manager" | "admin";
export const roles: readonly Role[] = ["employee", "team_lead", "manager", "admin"];

export type Language = "en" | "de";

type Text = string | Readonly<Record<Language, string>>;

export type PageRow = {
  /** For test titles and the names of screenshots. */
  readonly name: string;
  /** The route of its `page.tsx`; null if there is none. */
  readonly route: string | null;
  /** The URL in the demo. */
  readonly address: string;
  /** The roles with access. Other roles see that they have no access. */
  readonly visitors: "anybody" | readonly Role[];
  /** The heading of level 1, by role if it depends on the role. */
  readonly heading: Text | Readonly<Record<Role, string>>;
  /** The role to open the page with. Default: the first visitor. */
  readonly seenBy?: Role;
  readonly status?: number;
};

const leads: readonly Role[] = ["team_lead", "manager", "admin"];
const managers: readonly Role[] = ["manager", "admin"];
const admins: readonly Role[] = ["admin"];

const settings = { en: "Settings", de: "Einstellungen" };
const teamNames = {
  employee: "Northwind Studio",
  team_lead: "Design",
  manager: "Northwind Studio",
  admin: "Northwind Studio",
};

const createOrganizationPage = (name: string, path: string): PageRow => ({
  name,
  route: `/settings/organization${path}`,
  address: `/settings/organization${path}`,
  visitors: admins,
  heading: settings,
});

export const pages: readonly PageRow[] = [
  {
    name: "sign-in",
    route: "/sign-in",
    address: "/sign-in",
    visitors: "anybody",
    heading: { en: "Sign in to Performance Tracking", de: "Bei Performance Tracking anmelden" },
  },
  {
    name: "setup",
    route: "/setup",
    address: "/setup",
    visitors: "anybody",
    heading: {
      en: "This link contains no invitation",
      de: "Dieser Link enthält keine Einladung",
    },
  },
  {
    name: "api-errors",
    route: "/docs/errors",
    address: "/docs/errors",
    visitors: "anybody",
    heading: "Errors of the API",
  },
  {
    name: "overview",
    route: "/",
    address: "/",
    visitors: roles,
    heading: {
      employee: "John Doe",
      team_lead: "Amara Okafor",
      manager: "Carlos Mendes",
      // Without assignments of their own, an administrator lands on the settings of the organization.
      admin: "Settings",
    },
  },
  {
    name: "team",
    route: "/team",
    address: "/team",
    visitors: leads,
    seenBy: "manager",
    heading: teamNames,
  },
  {
    name: "comparison",
    route: "/team",
    address: "/team?days=90&compare=13,14",
    visitors: leads,
    heading: teamNames,
  },
  {
    name: "member",
    route: "/team/members/[id]",
    address: "/team/members/13",
    visitors: leads,
    heading: "Aiko Tanaka",
  },
  {
    name: "analytics",
    route: "/analytics",
    address: "/analytics",
    visitors: managers,
    heading: "Northwind Studio",
  },
  {
    name: "imports",
    route: "/imports",
    address: "/imports",
    visitors: admins,
    heading: { en: "Imports", de: "Importe" },
  },
  {
    name: "assessment",
    route: "/assessment",
    address: "/assessment",
    visitors: roles,
    heading: { en: "How you are assessed", de: "Wie Sie bewertet werden" },
  },
  {
    name: "letter",
    route: "/letter",
    address: "/letter",
    visitors: roles,
    heading: {
      en: "Explanation of the performance score",
      de: "Erläuterung des Leistungswerts",
    },
  },
  {
    name: "decisions",
    route: "/decisions",
    address: "/decisions",
    visitors: roles,
    heading: { en: "Decisions", de: "Entscheidungen" },
  },
  {
    name: "logs",
    route: "/logs",
    address: "/logs",
    visitors: managers,
    heading: { en: "Logs", de: "Protokoll" },
  },
  {
    name: "contests",
    route: "/contests",
    address: "/contests",
    visitors: roles,
    seenBy: "team_lead",
    heading: { en: "Disputes", de: "Einsprüche" },
  },
  {
    name: "settings",
    route: "/settings",
    address: "/settings",
    visitors: roles,
    heading: settings,
  },
  createOrganizationPage("organization", ""),
  createOrganizationPage("members", "/members"),
  {
    ...createOrganizationPage("member-settings", "/members/[id]"),
    address: "/settings/organization/members/13",
  },
  createOrganizationPage("teams", "/teams"),
  createOrganizationPage("skills", "/skills"),
  createOrganizationPage("scoring", "/scoring"),
  createOrganizationPage("service-accounts", "/service-accounts"),
  createOrganizationPage("connections", "/connections"),
  createOrganizationPage("jobs", "/jobs"),
  createOrganizationPage("status", "/status"),
  createOrganizationPage("proposals", "/proposals"),
  createOrganizationPage("audit-log", "/audit-log"),
  createOrganizationPage("evaluations", "/evaluations"),
  createOrganizationPage("verification", "/verification"),
  {
    name: "api-reference",
    route: "/docs/api",
    address: "/docs/api",
    visitors: "anybody",
    heading: { en: "API reference", de: "API-Referenz" },
  },
  {
    name: "api-operation",
    route: "/docs/api/[operation]",
    address: "/docs/api/recordAssignment",
    visitors: "anybody",
    heading: "Create or update an assignment",
  },
  {
    // With an invalid link. share.spec.ts tests valid links.
    name: "embedded-widget",
    route: "/embed/widget",
    address: "/embed/widget?user_id=13&link=nothing",
    visitors: "anybody",
    heading: { en: "Performance Score", de: "Leistungswert" },
  },
  {
    name: "not-found",
    route: null,
    address: "/nothing-here",
    visitors: roles,
    heading: { en: "Page not found", de: "Seite nicht gefunden" },
    status: 404,
  },
  {
    // For development only.
    name: "components",
    route: null,
    address: "/dev/components",
    visitors: roles,
    heading: { en: "Page not found", de: "Seite nicht gefunden" },
    status: 404,
  },
  {
    name: "member-not-found",
    route: null,
    address: "/team/members/2147483647",
    visitors: leads,
    heading: { en: "Page not found", de: "Seite nicht gefunden" },
    status: 404,
  },
];

export function isVisitor({ visitors }: PageRow, role: Role): boolean {
  return visitors === "anybody" || visitors.includes(role);
}

/** A role with access to the page; null for a page without a session. */
export function getVisitor({ visitors, seenBy }: PageRow): Role | null {
  return visitors === "anybody" ? null : (seenBy ?? visitors[0] ?? null);
}

export function getHeading({ heading }: PageRow, language: Language, role: Role | null): string {
  if (typeof heading === "string") return heading;
  return "en" in heading ? heading[language] : heading[role ?? "employee"];
}
