import "server-only";
import type { Context } from "@/lib/context";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { getOwner, toUnchangedInput } from "./change-assignment";
import { changeAssignmentStatus } from "./change-assignment-status";

/**
 * Reopens an assignment and reverses what it counted for. Doing it twice changes nothing.
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found`.
 */
export function reopenAssignment(
  context: Context,
  { id }: { readonly id: AssignmentId },
): Promise<AssignmentChange> {
  return changeAssignmentStatus(context, {
    id,
    findOwner: getOwner,
    decide: (stored) =>
      stored.status === "open" ? null : { ...toUnchangedInput(stored), status: "open" },
  });
}
