import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { requireWritableAssignments } from "@/lib/performance/access/visible-members";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import type { LockedMember } from "@/lib/performance/ledger/queries/lock-members";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import type { AssignmentInput } from "./assignment-input";
import { changeAssignment, type LockedAssignment } from "./change-assignment";
import { describeChange } from "./describe-change";

type StatusChange = {
  readonly id: AssignmentId;
  readonly findOwner: (locked: LockedAssignment) => LockedMember | null;
  /** The new content; null where the assignment has this status already. */
  readonly decide: (stored: StoredAssignment) => AssignmentInput | null;
};

/**
 * Changes the status of an assignment.
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found`.
 */
export async function changeAssignmentStatus(
  context: Context,
  { id, findOwner, decide }: StatusChange,
): Promise<AssignmentChange> {
  const { actor } = context;
  requirePermission(actor, "write_assignments");
  const changed = await changeAssignment(context, { ids: [id] }, [], (locked) => {
    requireWritableAssignments(actor, findOwner(locked));
    if (locked.stored === null) throw createNotFoundError();
    return decide(locked.stored);
  });
  return describeChange(context, changed);
}
