import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

/** Notes what was done to a contest: whose it is and which entry, never what anybody wrote. */
export async function auditContest(
  transaction: Transaction,
  { actor, organizationId, now }: Context,
  done: "raise" | "uphold" | "reject" | "withdraw",
  contest: { readonly id: bigint; readonly userId: number; readonly entryId: bigint },
): Promise<void> {
  await insertAuditEntry(
    transaction,
    { organizationId, actorId: actor.userId, now },
    {
      action: `contest.${done}`,
      subjectType: "contest",
      subjectId: contest.id,
      detail: { user_id: contest.userId, entry_id: Number(contest.entryId) },
    },
  );
}
