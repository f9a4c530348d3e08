import "server-only";
import type { Context } from "@/lib/context";
import { AppError, forbiddenError } from "@/lib/errors";
import { getViewScope, hasPermission, hasScope } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import type { ContestReach } from "@/lib/performance/contests/queries/contests";

/**
 * Whose contests the caller sees: their own, and those of whom they see. Where the organization shows aggregates only,
 * nobody's but one's own.
 *
 * @throws AppError `forbidden` where a token reaches neither.
 */
export function requireContestReach(context: Context): ContestReach {
  const { actor } = context;
  const seesOwn = hasScope(actor, "self:read") || hasPermission(actor, "view_team");
  const reach = { own: seesOwn ? actor.userId : null, others: visibleOthers(context) };
  if (reach.own === null && reach.others === null) throw forbiddenError();
  return reach;
}

/** Of whom the caller sees contests besides themself; null: of nobody. */
export function visibleOthers(context: Context): ContestReach["others"] {
  const { actor } = context;
  if (!hasPermission(actor, "view_team") || !showsIndividuals(context)) return null;
  const scope = getViewScope(actor);
  return scope.kind === "self" ? null : scope;
}

/** @throws AppError `forbidden` where the organization shows aggregates only: nobody could look at the entry to decide. */
export function requireDecisions(context: Context): void {
  if (showsIndividuals(context)) return;
  throw new AppError(
    "forbidden",
    "Your organization shows nobody the figures of one person, so nobody could look at this entry and decide. Ask whoever assigned the work to amend it. Nothing was changed.",
  );
}
