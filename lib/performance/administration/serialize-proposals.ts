import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { ProposalResponse } from "@/lib/performance/administration/proposal-schemas";
import { listPeople } from "@/lib/performance/administration/queries/people";
import type { NamedMember } from "@/lib/performance/domain/privacy/named-member";
import { isAboutMember, type ProposalRecord } from "@/lib/performance/members/queries/proposals";
import { findApprovals } from "./second-person";

/** Proposals for the caller, with what the caller may do about each. */
export async function serializeProposals(
  context: Context,
  connection: Database | Transaction,
  proposals: readonly ProposalRecord[],
): Promise<ProposalResponse[]> {
  const ids = proposals.flatMap(({ proposed_by: by, approved_by: approver, ...about }) => [
    ...(approver === null ? [by] : [by, approver]),
    ...(isAboutMember(about.setting) ? [Number(about.from_value)] : []),
  ]);
  const people = await listPeople(connection, context.organizationId, ids);
  const approvals = await findApprovals(context, connection, proposals);
  return proposals.map((proposal) =>
    serializeProposal(context, proposal, people, approvals.has(proposal.id)),
  );
}

function serializeProposal(
  context: Context,
  proposal: ProposalRecord,
  people: ReadonlyMap<number, NamedMember>,
  isApprover: boolean,
): ProposalResponse {
  const status = getStatus(proposal, context.now);
  return {
    id: proposal.id,
    setting: proposal.setting,
    member: isAboutMember(proposal.setting)
      ? toPerson(context, people, Number(proposal.from_value))
      : null,
    from: proposal.from_value,
    to: proposal.to_value,
    status,
    proposed_by: toPerson(context, people, proposal.proposed_by),
    proposed_at: proposal.proposed_at.toISOString(),
    approved_by:
      proposal.approved_by === null ? null : toPerson(context, people, proposal.approved_by),
    approved_at: proposal.approved_at?.toISOString() ?? null,
    effective_at: proposal.effective_at?.toISOString() ?? null,
    ended_at: proposal.ended_at?.toISOString() ?? null,
    may_approve: status === "open" && isApprover,
    may_withdraw: mayWithdraw(context, proposal),
  };
}

export function getStatus(proposal: ProposalRecord, now: Date): ProposalResponse["status"] {
  if (proposal.end_reason !== null) return proposal.end_reason;
  if (proposal.effective_at === null) return "open";
  return proposal.effective_at.getTime() <= now.getTime() ? "in_force" : "approved";
}

/** Administrators and the approver, until the change is in force. */
export function mayWithdraw({ actor, now }: Context, proposal: ProposalRecord): boolean {
  const isAllowed = actor.role === "admin" || actor.userId === proposal.approved_by;
  return isAllowed && ["open", "approved"].includes(getStatus(proposal, now));
}

function toPerson(context: Context, people: ReadonlyMap<number, NamedMember>, userId: number) {
  const member = people.get(userId);
  if (member === undefined) throw new Error("A person of a proposal does not exist.");
  return { user_id: userId, ...serializeName(context, member) };
}
