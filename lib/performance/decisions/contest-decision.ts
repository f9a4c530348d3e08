import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import {
  findDecision,
  lockDecision,
  type StoredDecision,
  writeContest,
  writeReply,
} from "@/lib/performance/decisions/queries/decisions";
import type { DecisionResponse } from "@/lib/performance/decisions/schemas";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { requireDeciding } from "./require-deciding";
import { serializeDecision } from "./serializers";

/**
 * Contests a decision about the caller, once.
 *
 * @throws AppError `not_found` for any other decision; `conflict` for one that is contested already.
 */
export async function contestDecision(
  context: Context,
  { id, reason }: { readonly id: bigint; readonly reason: string },
): Promise<DecisionResponse> {
  const { actor, now } = context;
  return changeDecision(context, id, "decision.contest", async (transaction, decision) => {
    if (decision.userId !== actor.userId) throw createNotFoundError();
    if (decision.contestedAt !== null) {
      throw createConflict("You have already contested this decision.");
    }
    const contest = { contestReason: reason, contestedAt: now };
    await writeContest(transaction, context.organizationId, id, contest);
  });
}

/**
 * Replies to the contest of a decision, once, as another person than the one who decided.
 *
 * @throws AppError as `requireDeciding`; `forbidden` for the person who decided; `conflict` for a decision that is not
 * contested, or has a reply.
 */
export async function replyToContest(
  context: Context,
  { id, reply }: { readonly id: bigint; readonly reply: string },
): Promise<DecisionResponse> {
  const { database, organizationId, now } = context;
  const found = await findDecision(database, organizationId, id);
  // Who may not decide about any member learns nothing about the decision.
  const repliedBy = await requireDeciding(context, found?.userId ?? 0);
  return changeDecision(context, id, "decision.reply", async (transaction, decision) => {
    if (decision.decidedBy === repliedBy) {
      throw createForbiddenError("second_person", {
        detail: "You made this decision: another person has to reply. Nothing was changed.",
      });
    }
    if (decision.contestedAt === null || decision.repliedAt !== null) {
      throw createConflict("This decision is not contested, or has a reply already.");
    }
    await writeReply(transaction, organizationId, id, { reply, repliedBy, repliedAt: now });
  });
}

/** Locks the decision, changes it, and returns it as it is then. */
async function changeDecision(
  context: Context,
  id: bigint,
  action: "decision.contest" | "decision.reply",
  change: (transaction: Transaction, decision: StoredDecision) => Promise<void>,
): Promise<DecisionResponse> {
  const { actor, database, organizationId, now } = context;
  return withTransaction(database, async (transaction) => {
    await lockDecision(transaction, organizationId, id);
    const decision = await findDecision(transaction, organizationId, id);
    if (decision === null) throw createNotFoundError();
    if (decision.textsErasedAt !== null) throw createConflict("The texts of it were erased.");
    await change(transaction, decision);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: actor.userId },
      {
        action,
        subjectType: "user",
        subjectId: decision.userId,
        detail: { decision: Number(id) },
      },
    );
    const written = await findDecision(transaction, organizationId, id);
    if (written === null) throw createNotFoundError();
    return serializeDecision(context, written);
  });
}

function createConflict(why: string): AppError {
  return new AppError("conflict", `${why} Nothing was changed.`);
}
