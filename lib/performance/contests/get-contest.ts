import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import {
  readingContests,
  requireMayCall,
  requirePermission,
} from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { canViewMember } from "@/lib/performance/access/visible-members";
import { findContest } from "@/lib/performance/contests/queries/contests";
import type { StoredContest } from "@/lib/performance/contests/queries/stored-contests";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import type { ContestId } from "@/lib/performance/domain/units/ids";
import { serializeContests } from "./serializers";

/**
 * One contest: the caller's own, or that of a member that the caller may see.
 *
 * @throws AppError `forbidden` where the caller may see only their own, whatever they ask for; `not_found` for a
 * contest that is absent or out of sight.
 */
export async function getContest(
  context: Context,
  { id }: { readonly id: ContestId },
): Promise<ContestResponse> {
  const { actor, database, organizationId } = context;
  requireMayCall(actor, readingContests);
  const found = await findContest(database, organizationId, id);
  if (found?.userId !== actor.userId || found === null) {
    requirePermission(actor, "view_team");
    if (!showsIndividuals(context)) throw createForbiddenError("privacy_mode");
  }
  if (found === null || !canViewMember(actor, found)) throw createNotFoundError();
  await recordAccess(context, { type: "member", id: found.userId }, "contests");
  return toOneResponse(database, context, found);
}

/** A contest as the caller may see it, at the end of the transaction that wrote it. */
export async function describeContest(
  transaction: Transaction,
  context: Context,
  id: ContestId,
): Promise<ContestResponse> {
  const found = await findContest(transaction, context.organizationId, id);
  if (found === null) throw createNotFoundError();
  return toOneResponse(transaction, context, found);
}

async function toOneResponse(
  database: Database | Transaction,
  context: Context,
  contest: StoredContest,
): Promise<ContestResponse> {
  const [shown] = await serializeContests(context, [contest], database);
  if (shown === undefined) throw createNotFoundError();
  return shown;
}
