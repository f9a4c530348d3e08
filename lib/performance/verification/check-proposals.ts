import "server-only";
import type { Context } from "@/lib/context";
import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import { listProposalEntries, type ProposalWithEntry } from "./queries/proposal-verification";

/**
 * Compares the approval and the withdrawal of each proposal with the audit log. No seal holds them in the proposal,
 * because they come after it, but the seals hold the audit log. Both are written together, so concurrent writes cause
 * no difference.
 */
export async function checkProposals({
  database,
  organizationId,
}: Context): Promise<readonly Difference[]> {
  const rows = await listProposalEntries(database, organizationId);
  const ids = new Set(rows.map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const entries = rows.filter((row) => row.id === id);
    return entries.slice(0, 1).flatMap((proposal) => [...checkProposal(proposal, entries)]);
  });
}

function* checkProposal(
  proposal: ProposalWithEntry,
  entries: readonly ProposalWithEntry[],
): Generator<Difference> {
  const { approved_by, approved_at, effective_at, ended_by, ended_at } = proposal;
  const approval = entries.find(({ action }) => action === "proposal.approve");
  yield* compare(
    `proposal ${proposal.id}: approval`,
    [approved_by, approved_at, effective_at],
    [approval?.actor_id ?? null, approval?.entry_at ?? null, getEffectiveAt(approval)],
  );
  const withdrawal = entries.find(({ action }) => action === "proposal.withdraw");
  const isWithdrawn = proposal.end_reason === "withdrawn";
  yield* compare(
    `proposal ${proposal.id}: withdrawal`,
    isWithdrawn ? [ended_by, ended_at] : [null, null],
    [withdrawal?.actor_id ?? null, withdrawal?.entry_at ?? null],
  );
}

function getEffectiveAt(approval: ProposalWithEntry | undefined): unknown {
  const detail: unknown = approval?.detail;
  return detail !== null && typeof detail === "object" && "effective_at" in detail
    ? detail.effective_at
    : null;
}
