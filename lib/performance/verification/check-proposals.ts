import "server-only";
import type { Context } from "@/lib/context";
import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import { listProposalEntries, type ProposalWithEntry } from "./queries/proposal-verification";

/**
 * Compares the approval and the end of each proposal with the audit log. No seal holds them in the proposal,
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

const ends = [
  { reason: "withdrawn", action: "proposal.withdraw", name: "withdrawal" },
  { reason: "void", action: "proposal.void", name: "void" },
] as const;

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
  for (const { reason, action, name } of ends) {
    const entry = entries.find((one) => one.action === action);
    yield* compare(
      `proposal ${proposal.id}: ${name}`,
      proposal.end_reason === reason ? [ended_by, ended_at] : [null, null],
      [entry?.actor_id ?? null, entry?.entry_at ?? null],
    );
  }
}

function getEffectiveAt(approval: ProposalWithEntry | undefined): unknown {
  const detail: unknown = approval?.detail;
  return detail !== null && typeof detail === "object" && "effective_at" in detail
    ? detail.effective_at
    : null;
}
