import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { ContestId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

/** Writes the audit entry of a change to a contest: its member and ledger entry, never the text that a person wrote. */
export async function auditContest(
  transaction: Transaction,
  { actor, organizationId, now }: Context,
  done: "raise" | "uphold" | "reject" | "withdraw",
  contest: { readonly id: ContestId; readonly userId: MemberId; readonly entryId: LedgerEntryId },
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
