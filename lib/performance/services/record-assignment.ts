import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { requirePermission, requireWritableWork } from "@/lib/performance/access";
import type { LockedMember } from "@/lib/performance/queries/locked-members";
import type {
  NewAssignment,
  RecordedAssignment,
} from "@/lib/performance/schemas/assignments-write";
import { readWorkFields, refuseFault } from "./assignment-fields";
import { changeAssignment } from "./change-assignment";
import { describeChange } from "./describe-change";
import { resolveSkills } from "./required-skills";

/**
 * Adds an assignment, or brings the one of this `external_id` to what is given, one that was deleted too.
 *
 * @throws AppError `forbidden` without permission and for one's own work; `not_found` for members out of reach;
 * `invalid_request` for a field that cannot be used.
 */
export async function recordAssignment(
  context: Context,
  body: NewAssignment,
): Promise<RecordedAssignment> {
  const { actor, organizationId, organization, now } = context;
  requirePermission(actor, "write_assignments");
  const { external_id: externalId, user_id: userId, title, required_skills: skills } = body;
  const work = readWorkFields(body, { now, timeZone: organization.timeZone });
  requireState(body);
  const keys = { externalIds: [externalId] };
  const { id, outcome } = await changeAssignment(context, keys, [userId], async (held) => {
    const { stored, memberOf, transaction } = held;
    const owner = requireWritableWork(actor, memberOf(userId));
    if (stored !== null) requireWritableWork(actor, memberOf(stored.userId));
    if (stored?.userId !== userId) requireActive(owner);
    return {
      externalId,
      userId,
      title,
      ...(body.status !== undefined && { status: body.status }),
      ...work,
      ...(skills !== undefined && {
        requiredSkills: await resolveSkills(transaction, organizationId, skills),
      }),
    };
  });
  return { outcome, ...(await describeChange(context, id)) };
}

/** @throws AppError `invalid_request`: nobody who was deactivated is given work. */
export function requireActive(owner: LockedMember): void {
  if (!owner.isActive) {
    throw new AppError("invalid_request", "This member is deactivated. Nothing was changed.", {
      invalidParams: [{ name: "user_id", reason: "must be an active member" }],
    });
  }
}

/** Status and completion belong together: completed work has a time, other work has none. */
function requireState({ status, completed_at: completedAt }: NewAssignment): void {
  if (completedAt && status !== undefined && status !== "completed") {
    const reason = `completed_at must be empty where status is ${status}.`;
    throw refuseFault({ field: "completed_at", reason });
  }
  if (completedAt === null && status === "completed") {
    const reason = "completed_at must be given where status is completed.";
    throw refuseFault({ field: "completed_at", reason });
  }
}
