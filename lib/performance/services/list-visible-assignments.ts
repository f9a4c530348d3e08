import "server-only";
import type { Context } from "@/lib/context";
import { forbiddenError } from "@/lib/errors";
import { requirePermission, viewScopeOf } from "@/lib/performance/access";
import { showsIndividuals } from "@/lib/performance/privacy";
import {
  type AssignmentOwners,
  type ListedAssignment,
  listAssignments,
} from "@/lib/performance/queries/assignment-list";
import type { AssignmentPlace } from "@/lib/performance/queries/assignment-order";
import type {
  AssignmentList,
  AssignmentOrder,
  AssignmentsQuery,
} from "@/lib/performance/schemas/assignments";
import { assignmentShown } from "./assignment-shown";
import { entryCursorOf, idCursorOf, parseEntryCursor, parseIdCursor } from "./list-cursor";
import { recordAccess } from "./record-access";
import { requireMember } from "./require-member";

/**
 * The assignments of one member, or of everybody whom the caller sees, in the order asked for.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a cursor that no page gave.
 */
export async function listVisibleAssignments(
  context: Context,
  query: AssignmentsQuery,
): Promise<AssignmentList> {
  const { database, organizationId, now } = context;
  const { user_id: userId, status = null, overdue, order, limit, cursor } = query;
  const place = placeOf(order, cursor);
  const owners = await requireOwners(context, userId);
  const found = await listAssignments(
    database,
    organizationId,
    { owners, status, overdue: overdue === undefined ? null : { is: overdue, at: now } },
    { place, limit: limit + 1 },
  );
  const assignments = found.slice(0, limit);
  const last = assignments.at(-1);
  return {
    assignments: assignments.map((assignment) => assignmentShown(context, assignment)),
    next_cursor: found.length > limit && last !== undefined ? cursorOf(order, last) : null,
  };
}

/** @throws AppError `invalid_request` for what no page in this order has given. */
function placeOf(order: AssignmentOrder, cursor: string | undefined): AssignmentPlace {
  if (cursor === undefined) return { order, after: null };
  if (order === "recorded") return { order, after: { id: parseIdCursor(cursor, "bigint") } };
  if (!cursor.includes("_")) {
    return { order, after: { at: null, id: parseIdCursor(cursor, "bigint") } };
  }
  const { createdAt: at, id } = parseEntryCursor(cursor);
  return { order, after: { at, id } };
}

function cursorOf(
  order: AssignmentOrder,
  { id, dueAt, completedAt }: Pick<ListedAssignment, "id" | "dueAt" | "completedAt">,
): string {
  const at = { recorded: null, due: dueAt, completed: completedAt }[order];
  return at === null ? idCursorOf(id) : entryCursorOf({ createdAt: at, id });
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
