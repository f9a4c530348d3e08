import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createNotFoundError } from "@/lib/errors";
import { completingAssignments, requireMayCall } from "@/lib/performance/access/permissions";
import { showsFigures } from "@/lib/performance/access/privacy-mode";
import { requireCompletableAssignment } from "@/lib/performance/access/visible-members";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import { changeAssignment, getOwner, toUnchangedInput } from "./change-assignment";
import { describeChange } from "./describe-change";
import { readBodyFields } from "./read-body-fields";

/**
 * Completes an assignment and returns the new score. The caller's own assignment is completed at the server's time.
 * Doing it twice changes nothing.
 *
 * @throws AppError `forbidden`, `not_found`; `conflict` for an assignment that was completed at another time, or
 * cancelled; `invalid_request` for a time that cannot be.
 */
export async function completeAssignment(
  context: Context,
  input: { readonly id: bigint; readonly completedAt?: string | undefined },
): Promise<AssignmentChange> {
  const { actor, organization, now } = context;
  requireMayCall(actor, completingAssignments);
  const given = { completed_at: input.completedAt };
  const { completedAt: requestedTime = null, completedPrecision = "time" } = readBodyFields(given, {
    now,
    timeZone: organization.timeZone,
  });
  const changed = await changeAssignment(context, { ids: [input.id] }, [], (locked) => {
    const { stored } = locked;
    const owner = requireCompletableAssignment(actor, getOwner(locked));
    if (stored === null) throw createNotFoundError();
    if (owner.userId === actor.userId && requestedTime !== null) throw createOwnTimeError();
    if (stored.status === "completed") {
      requireSameTime(context, stored, requestedTime);
      return null;
    }
    if (stored.status === "cancelled") throw createCancelledError();
    return {
      ...toUnchangedInput(stored),
      status: "completed",
      completedAt: requestedTime ?? locked.now,
      completedPrecision,
    };
  });
  return describeChange(context, changed);
}

function requireSameTime(
  context: Context,
  { completedAt, userId }: StoredAssignment,
  requestedTime: Date | null,
): void {
  if (
    requestedTime !== null &&
    completedAt !== null &&
    requestedTime.getTime() !== completedAt.getTime()
  ) {
    const at = showsFigures(context, userId) ? completedAt.toISOString() : "another time";
    throw new AppError(
      "conflict",
      `This assignment was already completed at ${at}. To change the time, amend it (PATCH with completed_at). Nothing was changed.`,
    );
  }
}

function createCancelledError(): AppError {
  return new AppError(
    "conflict",
    "This assignment was cancelled. Reopen it first, then complete it. Nothing was changed.",
  );
}

function createOwnTimeError(): AppError {
  return new AppError(
    "invalid_request",
    "Your own assignment is completed at the time of this server. Leave out completed_at. Nothing was changed.",
    {
      invalidParams: [
        {
          name: "completed_at",
          reason: "completed_at must be left out for your own assignment.",
        },
      ],
    },
  );
}
