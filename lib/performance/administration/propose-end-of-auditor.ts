import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { ProposalResponse } from "@/lib/performance/administration/proposal-schemas";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { isLastAuditor } from "@/lib/performance/members/last-auditor";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { lockMemberDetail } from "@/lib/performance/members/queries/member-records";
import { lockOrganization } from "@/lib/performance/members/queries/organizations";
import { insertProposal, listValidProposals } from "@/lib/performance/members/queries/proposals";
import { serializeProposals } from "./serialize-proposals";

/**
 * Proposes to end the only auditor, which that auditor or another administrator approves.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for all but the only auditor.
 */
export async function proposeEndOfAuditor(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<ProposalResponse> {
  const { actor, database, organizationId, now } = context;
  requirePermission(actor, "manage_organization");
  const by = actor.userId;
  if (by === null) throw createForbiddenError();
  return withTransaction(database, async (transaction) => {
    await lockOrganization(transaction, organizationId);
    const member = await lockMemberDetail(transaction, organizationId, userId);
    if (member === null) throw createNotFoundError();
    if (!(await isLastAuditor(transaction, organizationId, member))) {
      throw new AppError(
        "conflict",
        "This member is not the only auditor, so no other person has to agree. Nothing was changed.",
      );
    }
    const from = String(userId);
    const change = { setting: "last_auditor", from, to: "none", by, now } as const;
    const valid = await listValidProposals(transaction, organizationId, change.setting);
    const known = valid.find((one) => one.from_value === from && one.proposed_by === by);
    const proposal = known ?? (await insertProposal(transaction, organizationId, change));
    if (known === undefined) {
      const detail = { last_auditor: { from, to: change.to } };
      await insertAuditEntry(
        transaction,
        { organizationId, now, actorId: by },
        { action: "proposal.create", subjectType: "proposal", subjectId: proposal.id, detail },
      );
    }
    const [serialized] = await serializeProposals(context, transaction, [proposal]);
    if (serialized === undefined) throw createNotFoundError();
    return serialized;
  });
}
