import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { ProposalResponse } from "@/lib/performance/administration/proposal-schemas";
import { isProtectedSetting } from "@/lib/performance/domain/privacy/protection-order";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  getOrganizationState,
  updateOrganizationRecord,
} from "@/lib/performance/members/queries/organizations";
import {
  endProposals,
  findProposal,
  type ProposalRecord,
  setApproved,
} from "@/lib/performance/members/queries/proposals";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { findApprovals } from "./second-person";
import { getStatus, mayWithdraw, serializeProposals } from "./serialize-proposals";

type ProposalInput = { readonly id: number };

/**
 * Approves a proposal as the second person. It is in force after the notice of the organization.
 *
 * @throws AppError `forbidden` without `view_administration_log` and for a token; `not_found`; `conflict` where the
 * caller is no second key, and for a proposal that is not open.
 */
export async function approveProposal(
  context: Context,
  { id }: ProposalInput,
): Promise<ProposalResponse> {
  return decide(context, id, async (transaction, proposal) => {
    const { actor, organizationId, now } = context;
    requireStatus(context, proposal, ["open"]);
    const state = await getOrganizationState(transaction, organizationId, now);
    const { record, changes } = state;
    const current = { ...context, organization: record };
    const approval = (await findApprovals(current, transaction, [proposal])).get(id);
    if (approval === undefined || actor.userId === null) {
      throw new AppError(
        "conflict",
        "You cannot approve this proposal: the second person must have had their role for the whole notice and since before the proposal, with a role and a password that the proposer did not set. Nothing was changed.",
      );
    }
    const { effectiveAt } = approval;
    await setApproved(transaction, organizationId, id, { by: actor.userId, now, effectiveAt });
    const { setting, from_value: from, to_value: to } = proposal;
    if (isProtectedSetting(setting)) {
      const change = { proposal: id, setting, from, to, at: effectiveAt.getTime() };
      const pending = changes.filter(({ at }) => at > now.getTime());
      await updateOrganizationRecord(transaction, state, record, [...pending, change]);
    }
    const detail = { [setting]: { from, to }, effective_at: effectiveAt.toISOString() };
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      { action: "proposal.approve", subjectType: "proposal", subjectId: id, detail },
    );
  });
}

/**
 * Withdraws a proposal that is not in force yet.
 *
 * @throws AppError `forbidden` for all but administrators and the approver, and for a token; `not_found`; `conflict`
 * for a proposal that has ended or is in force.
 */
export async function withdrawProposal(
  context: Context,
  { id }: ProposalInput,
): Promise<ProposalResponse> {
  return decide(context, id, async (transaction, proposal) => {
    const { actor, organizationId, now } = context;
    requireStatus(context, proposal, ["open", "approved"]);
    if (!mayWithdraw(context, proposal)) throw createForbiddenError("role_required");
    const state = await getOrganizationState(transaction, organizationId, now);
    const kept = state.changes.filter(({ proposal: one, at }) => one !== id && at > now.getTime());
    await updateOrganizationRecord(transaction, state, state.record, kept);
    const end = { by: actor.userId, now, reason: "withdrawn" } as const;
    await endProposals(transaction, organizationId, [id], end);
    const { setting, from_value: from, to_value: to } = proposal;
    const detail = { [setting]: { from, to } };
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      { action: "proposal.withdraw", subjectType: "proposal", subjectId: id, detail },
    );
  });
}

async function decide(
  context: Context,
  id: number,
  act: (transaction: Transaction, proposal: ProposalRecord) => Promise<void>,
): Promise<ProposalResponse> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "view_administration_log");
  // A token that only reads must not become a second key.
  if (actor.kind !== "session") throw createForbiddenError("browser_only");
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const proposal = await findProposal(transaction, organizationId, id);
    if (proposal === null) throw createNotFoundError();
    await act(transaction, proposal);
    const changed = await findProposal(transaction, organizationId, id);
    const records = changed === null ? [] : [changed];
    const [serialized] = await serializeProposals(context, transaction, records);
    if (serialized === undefined) throw createNotFoundError();
    return serialized;
  });
}

function requireStatus(
  { now }: Context,
  proposal: ProposalRecord,
  allowed: readonly ProposalResponse["status"][],
): void {
  if (allowed.includes(getStatus(proposal, now))) return;
  throw new AppError(
    "conflict",
    "This proposal was already decided, or its setting changed meanwhile. Nothing was changed.",
  );
}
