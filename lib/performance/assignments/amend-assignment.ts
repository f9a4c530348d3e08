import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { requireWritableAssignments } from "@/lib/performance/access/visible-members";
import type {
  AssignmentAmendment,
  AssignmentChange,
} from "@/lib/performance/assignments/write-schemas";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { changeAssignment, getOwner, toUnchangedInput } from "./change-assignment";
import { describeChange } from "./describe-change";
import { readBodyFields } from "./read-body-fields";
import { requireActive } from "./record-assignment";
import { createUnknownAssigneeError, resolveAssignee } from "./resolve-assignee";
import { requireSkills } from "./resolve-skills";

/**
 * Amends an assignment; where a fact of a completed assignment changes, the ledger gets a correction. Reassigning a
 * completed assignment reverses it for the former assignee and counts it for the new one.
 *
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found` for an assignment
 * out of reach; `unknown_reference` for such a member; `invalid_request` for a field that cannot be used.
 */
export async function amendAssignment(
  context: Context,
  input: { readonly id: AssignmentId; readonly amendment: AssignmentAmendment },
): Promise<AssignmentChange> {
  const { actor, organizationId, organization, now } = context;
  requirePermission(actor, "write_assignments");
  const { required_skills: skills } = input.amendment;
  const assigneeId = await resolveAssignee(context, input.amendment);
  const fields = readBodyFields(input.amendment, { now, timeZone: organization.timeZone });
  const newAssignees = assigneeId === undefined ? [] : [assigneeId];
  const changed = await changeAssignment(
    context,
    { ids: [input.id] },
    newAssignees,
    async (locked) => {
      const { stored, findMember, transaction } = locked;
      requireWritableAssignments(actor, getOwner(locked));
      if (stored === null) throw createNotFoundError();
      if (assigneeId !== undefined && assigneeId !== stored.userId) {
        requireActive(
          requireWritableAssignments(actor, findMember(assigneeId), () =>
            createUnknownAssigneeError(input.amendment),
          ),
        );
      }
      if (fields.completedAt !== undefined && stored.status !== "completed") {
        throw createNotCompletedError();
      }
      return {
        ...toUnchangedInput(stored),
        ...fields,
        ...(assigneeId !== undefined && { userId: assigneeId }),
        ...(skills !== undefined && {
          requiredSkills: await requireSkills(transaction, organizationId, skills),
        }),
      };
    },
    { reason: input.amendment.due_reason ?? null },
  );
  return describeChange(context, changed);
}

function createNotCompletedError(): AppError {
  return new AppError(
    "invalid_request",
    "This assignment is not completed, so it has no completion time to amend. Complete it instead. Nothing was changed.",
    {
      invalidParams: [
        {
          name: "completed_at",
          reason: "completed_at must be the time of a completed assignment.",
        },
      ],
    },
  );
}
