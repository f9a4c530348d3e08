import "server-only";
import type { Context } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import {
  requirePermission,
  requireWritableAssignments,
} from "@/lib/performance/access/permissions";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import type { AssignmentInput } from "./assignment-input";
import {
  changeAssignment,
  getOwner,
  type LockedAssignment,
  toUnchangedInput,
} from "./change-assignment";
import { describeChange } from "./describe-change";

type Which = { readonly id: bigint };

/**
 * Reopens an assignment and reverses what it counted for. Doing it twice changes nothing.
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found`.
 */
export function reopenAssignment(context: Context, { id }: Which): Promise<AssignmentChange> {
  return change(context, id, getOwner, (stored) =>
    stored.status === "open" ? null : { ...toUnchangedInput(stored), status: "open" },
  );
}

/**
 * Cancels an assignment and reverses what it counted for. Doing it twice changes nothing.
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found`.
 */
export function cancelAssignment(context: Context, { id }: Which): Promise<AssignmentChange> {
  return change(context, id, getOwner, (stored) =>
    stored.status === "cancelled" ? null : { ...toUnchangedInput(stored), status: "cancelled" },
  );
}

/**
 * Deletes an assignment: it is cancelled and no longer listed, but stays in the database for its ledger entries. What
 * it counted for is reversed. Doing it twice changes nothing.
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found`.
 */
export function deleteAssignment(context: Context, { id }: Which): Promise<AssignmentChange> {
  const { now } = context;
  return change(
    context,
    id,
    ({ stored, findMember }) => (stored === null ? null : findMember(stored.userId)),
    (stored) =>
      stored.deletedAt === null
        ? { ...toUnchangedInput(stored), status: "cancelled", deletedAt: now }
        : null,
  );
}

async function change(
  context: Context,
  id: bigint,
  findOwner: (held: LockedAssignment) => ReturnType<typeof getOwner>,
  decide: (stored: StoredAssignment) => AssignmentInput | null,
): Promise<AssignmentChange> {
  requirePermission(context.actor, "write_assignments");
  const changed = await changeAssignment(context, { ids: [id] }, [], (held) => {
    requireWritableAssignments(context.actor, findOwner(held));
    if (held.stored === null) throw notFoundError();
    return decide(held.stored);
  });
  return describeChange(context, changed);
}
