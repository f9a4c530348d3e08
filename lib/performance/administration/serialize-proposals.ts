import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { ProposalResponse } from "@/lib/performance/administration/proposal-schemas";
import { listPeople } from "@/lib/performance/administration/queries/people";
import { findProposedContests } from "@/lib/performance/contests/second-key";
import type { NamedMember } from "@/lib/performance/domain/privacy/named-member";
import { hasLapsed, type ProposalRecord } from "@/lib/performance/members/queries/proposals";
import { findApprovals, findSubject } from "./second-person";

/** Proposals for the caller, with what the caller may do about each. */
export async function serializeProposals(
  context: Context,
  connection: Database | Transaction,
  proposals: readonly ProposalRecord[],
): Promise<ProposalResponse[]> {
  const { organizationId } = context;
  const contests = await findProposedContests(connection, organizationId, proposals);
  const subjects = new Map(proposals.map((one) => [one.id, findSubject(one, contests)]));
  const ids = proposals.flatMap(({ id, proposed_by: by, approved_by: approver }) =>
    [by, approver, subjects.get(id) ?? null].filter((person) => person !== null),
  );
  const people = await listPeople(connection, organizationId, ids);
  const approvals = await findApprovals(context, connection, proposals);
  return proposals.map((proposal) => ({
    ...serializeProposal(context, proposal, people, approvals.has(proposal.id)),
    member: toPersonOrNull(context, people, subjects.get(proposal.id) ?? null),
  }));
}

function serializeProposal(
  context: Context,
  proposal: ProposalRecord,
  people: ReadonlyMap<number, NamedMember>,
  isApprover: boolean,
): Omit<ProposalResponse, "member"> {
  const status = getStatus(proposal, context.now);
  return {
    id: proposal.id,
    setting: proposal.setting,
    from: proposal.from_value,
    to: proposal.to_value,
    status,
    proposed_by: toPerson(context, people, proposal.proposed_by),
    proposed_at: proposal.proposed_at.toISOString(),
    approved_by: toPersonOrNull(context, people, proposal.approved_by),
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
  if (hasLapsed(proposal, now)) return "void";
  return proposal.effective_at.getTime() <= now.getTime() ? "in_force" : "approved";
}

/** Administrators and the approver, until the change is in force. */
export function mayWithdraw({ actor, now }: Context, proposal: ProposalRecord): boolean {
  const isAllowed = actor.role === "admin" || actor.userId === proposal.approved_by;
  return isAllowed && ["open", "approved"].includes(getStatus(proposal, now));
}

function toPersonOrNull(
  context: Context,
  people: ReadonlyMap<number, NamedMember>,
  userId: number | null,
) {
  return userId === null ? null : toPerson(context, people, userId);
}

function toPerson(context: Context, people: ReadonlyMap<number, NamedMember>, userId: number) {
  const member = people.get(userId);
  if (member === undefined) throw new Error("A person of a proposal does not exist.");
  return { user_id: userId, ...serializeName(context, member) };
}
