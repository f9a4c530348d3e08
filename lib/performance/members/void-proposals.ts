import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { endProposals, type ProposalRecord } from "@/lib/performance/members/queries/proposals";

/** Ends proposals because their subject changed meanwhile, or because they were used, and records it. */
export async function voidProposals(
  transaction: Transaction,
  { organizationId, actor, now }: Pick<Context, "organizationId" | "actor" | "now">,
  proposals: readonly ProposalRecord[],
): Promise<void> {
  const ids = proposals.map(({ id }) => id);
  await endProposals(transaction, organizationId, ids, { by: actor.userId, now, reason: "void" });
  const author = { organizationId, now, actorId: getActorId(actor) };
  for (const { id, setting, from_value: from, to_value: to } of proposals) {
    await insertAuditEntry(transaction, author, {
      ...{ action: "proposal.void", subjectType: "proposal", subjectId: id },
      detail: { [setting]: { from, to } },
    });
  }
}
