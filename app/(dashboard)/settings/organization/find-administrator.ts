import "server-only";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";

/** Whoever looks, if they may administer their organization; null: the page says that it is not theirs. */
export async function findAdministrator(): Promise<SessionContext | null> {
  const context = await requireSessionContext();
  return hasPermission(context.actor, "manage_organization") ? context : null;
}
