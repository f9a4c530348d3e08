import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError, createUnknownReferenceError } from "@/lib/errors";
import { recordAccess } from "@/lib/performance/access/record-access";
import { findDecision, insertDecision } from "@/lib/performance/decisions/queries/decisions";
import type { DecisionResponse, NewDecision } from "@/lib/performance/decisions/schemas";
import { lockMembers } from "@/lib/performance/ledger/queries/lock-members";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { requireDeciding } from "./require-deciding";
import { serializeDecision } from "./serializers";

/**
 * Records that the caller decided something about a member on the basis of their score, and why.
 *
 * @throws AppError as `requireDeciding`; `conflict` for a member who has left.
 */
export async function recordDecision(
  context: Context,
  { user_id: userId, kind, grounds }: NewDecision,
): Promise<DecisionResponse> {
  const { database, organizationId, now } = context;
  const decidedBy = await requireDeciding(context, userId, () =>
    createUnknownReferenceError("user_id"),
  );
  await recordAccess(context, { type: "member", id: userId }, "decisions");
  return withTransaction(database, async (transaction) => {
    const locked = await lockMembers(transaction, organizationId, [userId], { ids: [] });
    // A member who left may be erased, and then nothing is written about them.
    if (locked.get(userId)?.isActive !== true) throw createLeftError();
    const given = { userId, kind, grounds, decidedBy, recordedAt: now };
    const id = await insertDecision(transaction, organizationId, given);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: decidedBy },
      {
        action: "decision.record",
        subjectType: "user",
        subjectId: userId,
        detail: { decision: Number(id) },
      },
    );
    const written = await findDecision(transaction, organizationId, id);
    if (written === null) throw createNotFoundError();
    return serializeDecision(context, written);
  });
}

function createLeftError(): AppError {
  return new AppError("conflict", "This member has left. Nothing was changed.");
}
