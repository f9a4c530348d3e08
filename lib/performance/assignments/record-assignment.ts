import "server-only";
import type { Actor, Context } from "@/lib/context";
import { AppError, createUnknownReferenceError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { requireWritableAssignments } from "@/lib/performance/access/visible-members";
import { knowsKey } from "@/lib/performance/assignments/external-ids/known-keys";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import type {
  DeliveredAssignment,
  NewAssignment,
  RecordedAssignment,
} from "@/lib/performance/assignments/write-schemas";
import type { LockedMember } from "@/lib/performance/ledger/queries/lock-members";
import {
  type ChangedAssignment,
  changeAssignment,
  type LockedAssignment,
} from "./change-assignment";
import { describeAssignment, describeChange } from "./describe-change";
import { readBodyFields } from "./read-body-fields";
import type { WriteMode } from "./record-assignments";
import { createUnknownAssigneeError, resolveAssignee } from "./resolve-assignee";
import { requireSkills } from "./resolve-skills";

/**
 * Creates an assignment, or updates the one with this `external_id`: absent fields keep their values. A deleted one is
 * created again: nothing of it is kept but its ledger entries and the record of its changes.
 *
 * @throws AppError `forbidden` without permission and for the caller's own assignment; `unknown_reference` for members
 * out of reach; `invalid_request` for a field that cannot be used.
 */
export async function recordAssignment(
  context: Context,
  body: NewAssignment,
): Promise<RecordedAssignment> {
  const changed = await writeAssignment(context, body, "sync");
  const described = { outcome: changed.outcome, ...(await describeChange(context, changed)) };
  return withExternalId(described, body.external_id);
}

/** The writer reads the key that they sent, also where texts about others are hidden. */
export function withExternalId<Result extends { readonly assignment: AssignmentResponse }>(
  result: Result,
  externalId: string,
): Result {
  return { ...result, assignment: { ...result.assignment, external_id: externalId } };
}

/**
 * Creates or replaces an assignment for a caller who does not wait for the score: the job that reconciles the ledger is
 * sent in the same transaction. Each delivery counts once, however often it is repeated.
 *
 * @throws AppError as `recordAssignment`.
 */
export async function recordAssignmentAsync(
  context: Context,
  body: NewAssignment,
): Promise<DeliveredAssignment> {
  const { outcome, assignment, jobId } = await writeAssignment(context, body, "async");
  const described = await describeAssignment(context, assignment);
  return withExternalId({ outcome, assignment: described, job_id: jobId }, body.external_id);
}

async function writeAssignment(
  context: Context,
  body: NewAssignment,
  mode: WriteMode,
): Promise<ChangedAssignment> {
  const { actor, organizationId, organization, now } = context;
  requirePermission(actor, "write_assignments");
  const { external_id: externalId, title, required_skills: skills } = body;
  const userId = await resolveAssignee(context, body);
  if (userId === undefined) throw createUnknownAssigneeError(body);
  const fields = readBodyFields(body, { now, timeZone: organization.timeZone });
  const decide = async ({ stored, findMember, transaction }: LockedAssignment) => {
    const owner = requireWritableAssignments(actor, findMember(userId), () =>
      createUnknownAssigneeError(body),
    );
    if (stored !== null) {
      const isKnown = await knowsKey(transaction, context, stored.id);
      requireReachedId(actor, isKnown ? findMember(stored.userId) : null);
    }
    if (stored?.userId !== userId) requireActive(owner);
    return {
      externalId,
      title,
      ...fields,
      userId,
      ...(skills !== undefined && {
        requiredSkills: await requireSkills(transaction, organizationId, skills),
      }),
    };
  };
  return changeAssignment(context, { externalIds: [externalId] }, [userId], decide, {
    mode,
  });
}

/**
 * @param owner who has the assignment with this `external_id`; null where its key is not the actor's to name.
 * @throws AppError as `requireWritableAssignments`; `unknown_reference` for an assignment out of reach.
 */
export function requireReachedId(actor: Actor, owner: LockedMember | null | undefined): void {
  requireWritableAssignments(actor, owner, () => createUnknownReferenceError("external_id"));
}

/** @throws AppError `invalid_request` for a deactivated member, who cannot be assigned anything. */
export function requireActive(owner: LockedMember): void {
  if (!owner.isActive) {
    throw new AppError("invalid_request", "This member is deactivated. Nothing was changed.", {
      invalidParams: [{ name: "user_id", reason: "user_id must be an active member." }],
    });
  }
}
