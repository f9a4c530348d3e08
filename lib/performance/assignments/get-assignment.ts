import "server-only";
import type { Context } from "@/lib/context";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import {
  hasPermission,
  readingAssignments,
  requireMayCall,
} from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { findMemberTeam } from "@/lib/performance/access/queries/member-team";
import { recordAccess } from "@/lib/performance/access/record-access";
import { canViewMember, canWriteAssignmentsOf } from "@/lib/performance/access/visible-members";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import {
  findAssignment,
  type ListedAssignment,
} from "@/lib/performance/ledger/queries/assignment-list";
import { serializeAssignment } from "./serializers";

/**
 * One assignment: the caller's own, that of a member that they may see, or one that they may write.
 *
 * @throws AppError as `requireReadableAssignment`.
 */
export async function getAssignment(
  context: Context,
  { id }: { readonly id: AssignmentId },
): Promise<AssignmentResponse> {
  const found = await requireReadableAssignment(context, id);
  await recordAccess(context, { type: "member", id: found.userId }, "assignments");
  return serializeAssignment(context, found);
}

/**
 * @throws AppError `forbidden` where the caller may see only their own, whatever they ask for; `not_found` for an
 * assignment that is absent, deleted or out of sight.
 */
export async function requireReadableAssignment(
  context: Context,
  id: AssignmentId,
): Promise<ListedAssignment> {
  const { actor, database, organizationId } = context;
  requireMayCall(actor, readingAssignments);
  const assignment = await findAssignment(database, organizationId, id);
  const found = assignment?.deletedAt === null ? assignment : null;
  if (found === null || found.userId !== actor.userId) requireOthers(context);
  if (found === null) throw createNotFoundError();
  const owner = await findMemberTeam(database, organizationId, found.userId);
  if (owner === null || !(canViewMember(actor, owner) || canWriteAssignmentsOf(actor, owner))) {
    throw createNotFoundError();
  }
  return found;
}

/** @throws AppError `forbidden`, before anything about the assignment is revealed. */
function requireOthers(context: Context): void {
  const { actor } = context;
  const isAllowed = readingAssignments.or.some((permission) => hasPermission(actor, permission));
  if (!isAllowed) requireMayCall(actor, { anyOf: [...readingAssignments.or] });
  if (!showsIndividuals(context)) throw createForbiddenError("privacy_mode");
}
