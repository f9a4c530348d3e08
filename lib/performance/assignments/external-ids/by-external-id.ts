import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { hasScope, requirePermission } from "@/lib/performance/access/permissions";
import { findMemberTeam } from "@/lib/performance/access/queries/member-team";
import { recordAccess } from "@/lib/performance/access/record-access";
import { canWriteAssignmentsOf } from "@/lib/performance/access/visible-members";
import { deleteAssignment } from "@/lib/performance/assignments/delete-assignment";
import { knowsKey } from "@/lib/performance/assignments/external-ids/known-keys";
import { withExternalId } from "@/lib/performance/assignments/record-assignment";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { serializeAssignment } from "@/lib/performance/assignments/serializers";
import type {
  AssignmentChange,
  NewAssignment,
  ReplacedAssignment,
} from "@/lib/performance/assignments/write-schemas";
import {
  fillRecord,
  type NullableName,
  nullableNames,
} from "@/lib/performance/domain/assignments/field-names";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { findAssignment, findAssignmentId } from "@/lib/performance/ledger/queries/assignment-list";

type Key = { readonly externalId: string };

/**
 * The assignment with this key of the caller's system. Only for those who may write it, and where names are hidden for
 * who created it.
 *
 * @throws AppError `forbidden` without permission; `not_found` for an assignment that is absent, deleted or out of
 * reach, and for a key that is not the caller's to read.
 */
export async function getAssignmentByExternalId(
  context: Context,
  { externalId }: Key,
): Promise<AssignmentResponse> {
  const { actor, database, organizationId } = context;
  const id = await requireId(context, externalId);
  const found = await findAssignment(database, organizationId, id);
  if (found === null) throw createNotFoundError();
  const owner = await findMemberTeam(database, organizationId, found.userId);
  const isOwn = found.userId === actor.userId && hasScope(actor, "self:read");
  if (owner === null || !(isOwn || canWriteAssignmentsOf(actor, owner))) {
    throw createNotFoundError();
  }
  await recordAccess(context, { type: "member", id: found.userId }, "assignments");
  return { ...serializeAssignment(context, found), external_id: externalId };
}

/**
 * Deletes the assignment with this key.
 * @throws AppError as `deleteAssignment`; `not_found` for one that was deleted.
 */
export async function deleteAssignmentByExternalId(
  context: Context,
  { externalId }: Key,
): Promise<AssignmentChange> {
  const id = await requireId(context, externalId);
  return withExternalId(await deleteAssignment(context, { id }), externalId);
}

/** A whole assignment: what the body leaves out is empty, and its status follows from its completion. */
export function toWholeAssignment(externalId: string, body: ReplacedAssignment): NewAssignment {
  const empty: Record<NullableName, null> = fillRecord(nullableNames, () => null);
  return {
    ...empty,
    ...{ required_skills: [], status: body.completed_at ? "completed" : "open" },
    ...body,
    external_id: externalId,
  };
}

async function requireId(context: Context, externalId: string): Promise<AssignmentId> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "write_assignments");
  const id = await findAssignmentId(database, organizationId, externalId);
  if (id === null || !(await knowsKey(database, context, id))) throw createNotFoundError();
  return id;
}
