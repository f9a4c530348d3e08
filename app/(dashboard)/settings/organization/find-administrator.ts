import "server-only";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";

/** The context of a viewer who may manage the organization; null for any other: then the page says so. */
export async function findAdministrator(): Promise<SessionContext | null> {
  const context = await requireSessionContext();
  return hasPermission(context.actor, "manage_organization") ? context : null;
}
