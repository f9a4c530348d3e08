import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type {
  AssignmentChangeId,
  ContestId,
  LedgerEntryId,
  MemberId,
} from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

type AuditedContest = {
  readonly id: ContestId;
  readonly userId: MemberId;
  readonly entryId: LedgerEntryId | null;
  readonly changeId: AssignmentChangeId | null;
};

/**
 * Writes the audit entry of a change to a contest: its member and its ledger entry or change, never the text that a
 * person wrote.
 */
export async function auditContest(
  transaction: Transaction,
  { actor, organizationId, now }: Context,
  done: "raise" | "uphold" | "reject" | "withdraw",
  { id, userId, entryId, changeId }: AuditedContest,
): Promise<void> {
  await insertAuditEntry(
    transaction,
    { organizationId, actorId: actor.userId, now },
    {
      action: `contest.${done}`,
      subjectType: "contest",
      subjectId: id,
      detail: {
        user_id: userId,
        ...(entryId !== null && { entry_id: Number(entryId) }),
        ...(changeId !== null && { change_id: Number(changeId) }),
      },
    },
  );
}
