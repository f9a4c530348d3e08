import "server-only";
import type { PersonContext } from "@/lib/context";
import { hasPermission, type Permission } from "@/lib/performance/access/permissions";
import { hasAssignments } from "@/lib/performance/assignments/has-assignments";

/** The pages of what a member may do for others, the widest permission first. */
const landingPages: readonly (readonly [Permission, string])[] = [
  ["manage_organization", "/settings/organization"],
  ["view_administration_log", "/settings/organization/audit-log"],
  ["view_analytics", "/analytics"],
  ["view_team", "/team"],
];

/** Where a member lands who has no assignments of their own; null: on the overview, as everyone else. */
export async function findLandingPage(context: PersonContext): Promise<string | null> {
  const page = landingPages.find(([permission]) => hasPermission(context.actor, permission));
  if (page === undefined || (await hasAssignments(context))) return null;
  return page[1];
}
