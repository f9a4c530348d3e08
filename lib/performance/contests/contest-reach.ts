import "server-only";
import type { Context } from "@/lib/context";
import { createForbiddenError } from "@/lib/errors";
import {
  hasPermission,
  hasScope,
  readingContests,
  requireMayCall,
} from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getViewScope } from "@/lib/performance/access/visible-members";
import type { ContestReach } from "@/lib/performance/contests/queries/contests";

/**
 * Which contests the caller may see: their own, and those of the members that their role may see. Where the
 * organization shows aggregates only, their own alone.
 *
 * @throws AppError `forbidden` where a token allows neither.
 */
export function requireContestReach(context: Context): ContestReach {
  const { actor } = context;
  const seesOwn = hasScope(actor, "self:read") || hasPermission(actor, "view_team");
  const reach = { own: seesOwn ? actor.userId : null, others: getOthersReach(context) };
  if (reach.own === null && reach.others === null) requireMayCall(actor, readingContests);
  return reach;
}

/** Which other members' contests the caller may see; null for none. */
export function getOthersReach(context: Context): ContestReach["others"] {
  const { actor } = context;
  if (!hasPermission(actor, "view_team") || !showsIndividuals(context)) return null;
  const scope = getViewScope(actor);
  return scope.kind === "self" ? null : scope;
}

/** @throws AppError `forbidden` where the organization shows aggregates only: nothing about the work may be shown. */
export function requireDecisions(context: Context): void {
  if (showsIndividuals(context)) return;
  throw createForbiddenError("privacy_mode", {
    detail:
      "Your organization does not show the figures of one person, so this contest cannot be reviewed. Ask the person who assigned the work to amend it. Nothing was changed.",
  });
}
