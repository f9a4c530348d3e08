import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { findMemberDetail } from "@/lib/performance/members/queries/member-records";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { serializeMember } from "./serializers";

/** @throws AppError `forbidden` without `view_organization`; `not_found`. */
export async function getMember(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<MemberResponse> {
  requirePermission(context.actor, "view_organization");
  const found = await findMemberDetail(context.database, context.organizationId, userId);
  if (found === null) throw createNotFoundError();
  return serializeMember(found);
}

/** A member at the end of the transaction that wrote them. */
export async function describeMember(
  transaction: Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<MemberResponse> {
  const found = await findMemberDetail(transaction, organizationId, userId);
  if (found === null) throw new Error(`Member ${userId} was written but cannot be found.`);
  return serializeMember(found);
}
