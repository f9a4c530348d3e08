import "server-only";
import type { Context } from "@/lib/context";
import { forbiddenError } from "@/lib/errors";
import { requirePermission, viewScopeOf } from "@/lib/performance/access";
import { showsIndividuals } from "@/lib/performance/privacy";
import { type AssignmentOwners, listAssignments } from "@/lib/performance/queries/assignment-list";
import type { AssignmentList, AssignmentsQuery } from "@/lib/performance/schemas/assignments";
import { assignmentShown } from "./assignment-shown";
import { idCursorOf, parseIdCursor } from "./list-cursor";
import { recordAccess } from "./record-access";
import { requireMember } from "./require-member";

/**
 * The assignments of one member, or of everybody whom the caller sees, the last recorded first.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a cursor that no page gave.
 */
export async function listVisibleAssignments(
  context: Context,
  query: AssignmentsQuery,
): Promise<AssignmentList> {
  const { database, organizationId, now } = context;
  const { user_id: userId, status = null, overdue, limit, cursor } = query;
  const before = cursor === undefined ? null : parseIdCursor(cursor, "bigint");
  const owners = await requireOwners(context, userId);
  const found = await listAssignments(
    database,
    organizationId,
    { owners, status, overdue: overdue === undefined ? null : { is: overdue, at: now } },
    { before, limit: limit + 1 },
  );
  const assignments = found.slice(0, limit);
  const last = assignments.at(-1);
  return {
    assignments: assignments.map((assignment) => assignmentShown(context, assignment)),
    next_cursor: found.length > limit && last !== undefined ? idCursorOf(last.id) : null,
  };
}

async function requireOwners(
  context: Context,
  userId: number | undefined,
): Promise<AssignmentOwners> {
  const { actor, organizationId } = context;
  if (userId !== undefined) {
    await requireMember(context, userId, "assignments");
    return { kind: "member", userId };
  }
  requirePermission(actor, "view_team");
  if (!showsIndividuals(context)) throw forbiddenError();
  const scope = viewScopeOf(actor);
  switch (scope.kind) {
    case "organization":
      await recordAccess(context, { type: "organization", id: organizationId }, "assignments");
      return scope;
    case "team":
      await recordAccess(context, { type: "team", id: scope.teamId }, "assignments");
      return scope;
    case "self":
      if (actor.userId === null) throw forbiddenError();
      return { kind: "member", userId: actor.userId };
  }
}
