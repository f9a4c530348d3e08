import type { Actor } from "@/lib/context";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import {
  canRequestMember,
  hasPermission,
  hasScope,
  requireMayRequestMember,
  requirePermission,
} from "./permissions";

/** A member whose data is requested; `teamId` is null for a member without a team. */
export type Target = {
  readonly organizationId: number;
  readonly userId: MemberId;
  readonly teamId: TeamId | null;
};

/** Which members' data an actor with `view_team` sees: the organization's, one team's, or their own alone. */
export type ViewScope =
  | { readonly kind: "organization" }
  | { readonly kind: "team"; readonly teamId: TeamId }
  | { readonly kind: "self" };

/** Which members' data the actor sees. */
export function getViewScope(actor: Actor): ViewScope {
  return hasPermission(actor, "view_team") ? getReach(actor) : { kind: "self" };
}

function getReach(actor: Actor): ViewScope {
  if (actor.kind === "system" || actor.role !== "team_lead" || actor.leadScope === "organization") {
    return { kind: "organization" };
  }
  return actor.teamId === null ? { kind: "self" } : { kind: "team", teamId: actor.teamId };
}

/** Whether the actor may see this member's data. Deactivated members are treated like active ones. */
export function canViewMember(actor: Actor, target: Target): boolean {
  if (actor.organizationId !== target.organizationId) {
    return false;
  }
  if (!canRequestMember(actor, target.userId)) {
    return false;
  }
  return actor.userId === target.userId || isWithin(getViewScope(actor), target);
}

function isWithin(scope: ViewScope, target: Target): boolean {
  return scope.kind === "organization" || (scope.kind === "team" && scope.teamId === target.teamId);
}

/**
 * Whether the actor may create and change this member's assignments. Never their own: members must not set their own
 * figures.
 */
export function canWriteAssignmentsOf(actor: Actor, target: Target): boolean {
  return (
    hasPermission(actor, "write_assignments") &&
    actor.organizationId === target.organizationId &&
    actor.userId !== target.userId &&
    isWithin(getReach(actor), target)
  );
}

/** Whether the actor may decide this member's contests. Never those about their own work. */
export function canDecideContestOf(actor: Actor, target: Target): boolean {
  return (
    hasPermission(actor, "decide_contests") &&
    actor.organizationId === target.organizationId &&
    actor.userId !== target.userId &&
    isWithin(getReach(actor), target)
  );
}

/**
 * The member that was looked up, if the actor may see them.
 * @throws AppError `forbidden` before anything about the target is revealed; `not_found`, the same for an absent member
 * and for one out of sight.
 */
export function requireVisibleMember<Found extends Target>(
  actor: Actor,
  userId: MemberId,
  found: Found | null,
): Found {
  requireMayRequestMember(actor, userId);
  if (found === null || !canViewMember(actor, found)) {
    throw createNotFoundError();
  }
  return found;
}

/**
 * The current or future assignee, if the actor may write their assignments.
 * @param createMissingError the same for an absent member and for one out of reach: by default `not_found`.
 * @throws AppError `forbidden` before anything about the target is revealed, and for the actor's own assignments.
 */
export function requireWritableAssignments<Found extends Target>(
  actor: Actor,
  found: Found | null | undefined,
  createMissingError = createNotFoundError,
): Found {
  requirePermission(actor, "write_assignments");
  if (found === null || found === undefined) {
    throw createMissingError();
  }
  if (actor.userId === found.userId) {
    throw createForbiddenError("own_assignment");
  }
  if (!canWriteAssignmentsOf(actor, found)) {
    throw createMissingError();
  }
  return found;
}

/**
 * The assignee, if the actor may complete the assignment: their own, or one that they may write.
 * @throws AppError as `requireWritableAssignments`.
 */
export function requireCompletableAssignment<Found extends Target>(
  actor: Actor,
  found: Found | null | undefined,
): Found {
  const isOwn = found !== null && found !== undefined && actor.userId === found.userId;
  return isOwn && hasScope(actor, "assignments:write")
    ? found
    : requireWritableAssignments(actor, found);
}

/**
 * The member who raised the contest, if the actor may decide it.
 * @throws AppError `forbidden` before anything about the contest is revealed, and for the actor's own; `not_found`, the
 * same for an absent contest and for one out of reach.
 */
export function requireDecidable<Found extends Target>(
  actor: Actor,
  found: Found | null,
  createMissingError = createNotFoundError,
): Found {
  requirePermission(actor, "decide_contests");
  if (found === null) {
    throw createMissingError();
  }
  if (actor.userId === found.userId) {
    throw createForbiddenError("about_yourself", {
      detail:
        "This contest is about your own work: another person has to decide it. Nothing was changed.",
    });
  }
  if (!canDecideContestOf(actor, found)) {
    throw createMissingError();
  }
  return found;
}
