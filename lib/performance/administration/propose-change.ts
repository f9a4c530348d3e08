import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createForbiddenError } from "@/lib/errors";
import type { ProtectedSetting } from "@/lib/performance/domain/privacy/protection-order";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  insertProposal,
  listValidProposals,
  type ProposalRecord,
} from "@/lib/performance/members/queries/proposals";
import { voidProposals } from "@/lib/performance/members/void-proposals";

/** Ends the proposals about settings that changed meanwhile. */
export async function voidProposalsAbout(
  transaction: Transaction,
  context: Context,
  settings: readonly ProtectedSetting[],
): Promise<void> {
  for (const setting of settings) {
    await voidProposals(transaction, context, await listPending(transaction, context, setting));
  }
}

/**
 * Stores a proposal, or returns the same one that the caller already made.
 *
 * @throws AppError `conflict` where another change of the setting is proposed.
 */
export async function proposeChange(
  transaction: Transaction,
  { organizationId, actor, now }: Context,
  change: { readonly setting: ProtectedSetting; readonly from: string; readonly to: string },
): Promise<ProposalRecord> {
  if (actor.userId === null) throw createForbiddenError("role_required");
  const { setting, from, to } = change;
  const [pending] = await listPending(transaction, { organizationId, now }, setting);
  if (pending?.to_value === to && pending.proposed_by === actor.userId) return pending;
  if (pending !== undefined) {
    throw new AppError(
      "conflict",
      "A change of this setting is already proposed. Withdraw that proposal first. Nothing was changed.",
    );
  }
  const by = actor.userId;
  const proposal = await insertProposal(transaction, organizationId, { ...change, by, now });
  const detail = { [setting]: { from, to } };
  await insertAuditEntry(
    transaction,
    { organizationId, now, actorId: by },
    { action: "proposal.create", subjectType: "proposal", subjectId: proposal.id, detail },
  );
  return proposal;
}

async function listPending(
  transaction: Transaction,
  { organizationId, now }: Pick<Context, "organizationId" | "now">,
  setting: ProtectedSetting,
): Promise<readonly ProposalRecord[]> {
  const valid = await listValidProposals(transaction, organizationId, setting);
  return valid.filter(({ effective_at: at }) => at === null || at.getTime() > now.getTime());
}
