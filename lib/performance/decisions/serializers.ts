import type { Context } from "@/lib/context";
import { hasPermission } from "@/lib/performance/access/permissions";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { StoredDecision } from "./queries/decisions";
import type { DecisionResponse } from "./schemas";

/** A decision as the caller may see it. Its texts are written for those who may read it, so they are never hidden. */
export function serializeDecision(context: Context, decision: StoredDecision): DecisionResponse {
  const { actor } = context;
  const { userId, decidedBy, contestedAt, repliedAt, replier, textsErasedAt } = decision;
  const isOpen = textsErasedAt === null;
  const isOther = actor.userId !== userId && actor.userId !== decidedBy;
  return {
    id: Number(decision.id),
    user_id: userId,
    kind: decision.kind,
    grounds: decision.grounds,
    decided_by: serializePerson(context, decision.decider),
    recorded_at: decision.recordedAt.toISOString(),
    contest_reason: decision.contestReason,
    contested_at: contestedAt?.toISOString() ?? null,
    reply: decision.reply,
    replied_by: replier === null ? null : serializePerson(context, replier),
    replied_at: repliedAt?.toISOString() ?? null,
    may_contest: isOpen && actor.userId === userId && contestedAt === null,
    may_reply:
      isOpen &&
      contestedAt !== null &&
      repliedAt === null &&
      isOther &&
      hasPermission(actor, "view_analytics"),
  };
}

function serializePerson(context: Context, { id, ...names }: StoredDecision["decider"]) {
  return serializeName(context, { userId: id, ...names });
}
