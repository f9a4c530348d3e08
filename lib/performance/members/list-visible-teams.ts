import "server-only";
import type { Context } from "@/lib/context";
import { getViewScope } from "@/lib/performance/access/visible-members";
import { listTeams } from "@/lib/performance/members/queries/team-names";

export type VisibleTeam = { readonly id: number; readonly name: string };

/** The teams whose figures the caller may request, by name; none for a caller who sees only themself. */
export async function listVisibleTeams(context: Context): Promise<readonly VisibleTeam[]> {
  const scope = getViewScope(context.actor);
  if (scope.kind === "self") return [];
  const teams = await listTeams(context.database, context.organizationId);
  return scope.kind === "organization" ? teams : teams.filter(({ id }) => id === scope.teamId);
}
