import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { hasPermission, requireMayRequestMember } from "@/lib/performance/access/permissions";
import { requireIndividual, serializeName } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { listDecisionsAbout } from "@/lib/performance/decisions/queries/decisions";
import type { DecisionList, DecisionsQuery } from "@/lib/performance/decisions/schemas";
import { findMemberSummary } from "@/lib/performance/ledger/queries/member-summary";
import { createIdCursor, parseIdCursor } from "@/lib/performance/pagination/list-cursor";
import { getSummaryDays } from "@/lib/performance/summaries/summarize-members";
import { serializeDecision } from "./serializers";

/**
 * The decisions about a member, for the member and for managers and administrators who see their figures.
 *
 * @throws AppError `forbidden` or `not_found`; `invalid_request` for a cursor that no page returned.
 */
export async function listDecisions(
  context: Context,
  { user_id: userId, limit, cursor }: DecisionsQuery,
): Promise<DecisionList> {
  const { actor, database, organizationId } = context;
  const before = cursor === undefined ? null : parseIdCursor(cursor, "bigint");
  requireMayRequestMember(actor, userId, "view_analytics");
  requireIndividual(context, userId);
  const member = await findMemberSummary(database, organizationId, userId, getSummaryDays(context));
  if (member === null) throw createNotFoundError();
  await recordAccess(context, { type: "member", id: userId }, "decisions");
  const page = { before, limit: limit + 1 };
  const found = await listDecisionsAbout(database, organizationId, userId, page);
  const decisions = found.slice(0, limit);
  const last = decisions.at(-1);
  return {
    user_id: userId,
    ...serializeName(context, member),
    decisions: decisions.map((decision) => serializeDecision(context, decision)),
    may_record: actor.userId !== userId && hasPermission(actor, "view_analytics"),
    next_cursor: found.length > limit && last !== undefined ? createIdCursor(last.id) : null,
  };
}
