import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { createNotFoundError } from "@/lib/errors";
import { listMissingChanges } from "@/lib/performance/domain/ledger/reconcile";
import type { ActorId, AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";
import { type AppliedChanges, applyChanges } from "./apply-changes";
import { lockAffectedMembers } from "./lock-affected-members";
import { getMemberQueueKeys } from "./queries/lock-members";

/**
 * Reconciles a member's ledger with an assignment: locks the members, compares the assignment with its counted fact and
 * appends the missing entry, or none. Delivering it again changes nothing, at once or a year later. Where the
 * assignment was reassigned, both members' ledgers are reconciled.
 *
 * @throws AppError `not_found` when the organization has no such assignment or member.
 */
export async function updateUserPerformance(
  context: Context,
  {
    userId,
    assignmentId,
    actorId = getActorId(context.actor),
  }: {
    readonly userId: MemberId;
    readonly assignmentId: AssignmentId;
    /** The actor that the entries name; by default the caller. */
    readonly actorId?: ActorId | null;
  },
): Promise<AppliedChanges> {
  const { organizationId, organization, now } = context;
  const { timeZone } = organization;
  const update = async (transaction: Transaction) => {
    const keys = { ids: [assignmentId] };
    const { locked, stored } = await lockAffectedMembers(transaction, organizationId, keys, [
      userId,
    ]);
    const [assignment] = stored;
    if (assignment === undefined || !locked.has(userId)) throw createNotFoundError();
    const { fact, counted } = assignment;
    const expected = fact === null ? null : { userId: assignment.userId, fact };
    const changes = listMissingChanges(assignment.id, expected, counted);
    const application = { organizationId, timeZone, actorId, now, locked };
    return applyChanges(transaction, application, changes);
  };
  const queueKeys = getMemberQueueKeys(organizationId, [userId]);
  return withTransaction(context.database, update, { queueKeys });
}
