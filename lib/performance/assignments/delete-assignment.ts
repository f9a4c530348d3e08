import "server-only";
import type { Context } from "@/lib/context";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { toUnchangedInput } from "./change-assignment";
import { changeAssignmentStatus } from "./change-assignment-status";

/**
 * Deletes an assignment: it is cancelled and no longer listed, but stays in the database for its ledger entries. What
 * it counted for is reversed. Doing it twice changes nothing.
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found`.
 */
export function deleteAssignment(
  context: Context,
  { id }: { readonly id: AssignmentId },
): Promise<AssignmentChange> {
  const { now } = context;
  return changeAssignmentStatus(context, {
    id,
    // A deleted assignment keeps its owner here, so that deleting it twice changes nothing.
    findOwner: ({ stored, findMember }) => (stored === null ? null : findMember(stored.userId)),
    decide: (stored) =>
      stored.deletedAt === null
        ? { ...toUnchangedInput(stored), status: "cancelled", deletedAt: now }
        : null,
  });
}
