import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import type {
  ProposalList,
  ProposalsQuery,
} from "@/lib/performance/administration/proposal-schemas";
import { hasSecondMember } from "@/lib/performance/members/queries/key-events";
import { listProposals } from "@/lib/performance/members/queries/proposals";
import { createIdCursor, parseIdCursor } from "@/lib/performance/pagination/list-cursor";
import { findApprovingRole } from "./second-person";
import { serializeProposals } from "./serialize-proposals";

/**
 * The proposals of the organization, newest first.
 *
 * @throws AppError `forbidden` without `view_administration_log`; `invalid_request` for a cursor that no page returned.
 */
export async function getProposals(
  context: Context,
  { limit, cursor }: ProposalsQuery,
): Promise<ProposalList> {
  const { actor, database, organizationId, organization } = context;
  requirePermission(actor, "view_administration_log");
  const before = cursor === undefined ? null : Number(parseIdCursor(cursor, "integer"));
  const found = await listProposals(database, organizationId, { before, limit: limit + 1 });
  const proposals = found.slice(0, limit);
  const last = proposals.at(-1);
  return {
    proposals: await serializeProposals(context, database, proposals),
    needs_second_key: await hasSecondMember(database, organizationId),
    approving_role: await findApprovingRole(database, organizationId),
    notice_days: organization.noticeDays,
    next_cursor:
      found.length > limit && last !== undefined ? createIdCursor(BigInt(last.id)) : null,
  };
}
