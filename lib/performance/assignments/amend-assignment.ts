import "server-only";
import type { Context } from "@/lib/context";
import { AppError, notFoundError } from "@/lib/errors";
import {
  requirePermission,
  requireWritableAssignments,
} from "@/lib/performance/access/permissions";
import type {
  AssignmentAmendment,
  AssignmentChange,
} from "@/lib/performance/assignments/write-schemas";
import { readAssignmentFields } from "./assignment-fields";
import { changeAssignment, getOwner, keep } from "./change-assignment";
import { describeChange } from "./describe-change";
import { requireActive } from "./record-assignment";
import { resolveSkills } from "./required-skills";

/**
 * Amends an assignment; where a fact of a completed assignment changes, the ledger gets a correction. Reassigning a
 * completed assignment reverses it for the former assignee and counts it for the new one.
 *
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `not_found` for an assignment or
 * a member out of reach; `invalid_request` for a field that cannot be used.
 */
export async function amendAssignment(
  context: Context,
  input: { readonly id: bigint; readonly amendment: AssignmentAmendment },
): Promise<AssignmentChange> {
  const { actor, organizationId, organization, now } = context;
  requirePermission(actor, "write_assignments");
  const { user_id: givenTo, title, required_skills: skills } = input.amendment;
  const work = readAssignmentFields(input.amendment, { now, timeZone: organization.timeZone });
  const others = givenTo === undefined ? [] : [givenTo];
  const changed = await changeAssignment(context, { ids: [input.id] }, others, async (held) => {
    const { stored, memberOf, transaction } = held;
    requireWritableAssignments(actor, getOwner(held));
    if (stored === null) throw notFoundError();
    if (givenTo !== undefined && givenTo !== stored.userId) {
      requireActive(requireWritableAssignments(actor, memberOf(givenTo)));
    }
    if (work.completedAt !== undefined && stored.status !== "completed") throw notCompleted();
    return {
      ...keep(stored),
      ...(givenTo !== undefined && { userId: givenTo }),
      ...(title !== undefined && { title }),
      ...work,
      ...(skills !== undefined && {
        requiredSkills: await resolveSkills(transaction, organizationId, skills),
      }),
    };
  });
  return describeChange(context, changed);
}

function notCompleted(): AppError {
  return new AppError(
    "invalid_request",
    "This assignment is not completed, so it has no completion time to amend. Complete it instead. Nothing was changed.",
    { invalidParams: [{ name: "completed_at", reason: "must belong to a completed assignment" }] },
  );
}
