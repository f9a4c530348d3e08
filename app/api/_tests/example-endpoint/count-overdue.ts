import "server-only";
import type { Context } from "@/lib/context";
import { requireMember } from "@/lib/performance/access/require-member";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listOverdueAssignments } from "@/lib/performance/ledger/queries/assignment-list";
import type { OverdueCount } from "./schemas";

/** @throws AppError `forbidden` or `not_found`. */
export async function countOverdue(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<OverdueCount> {
  const { database, organizationId, now } = context;
  await requireMember(context, userId, "assignments");
  const page = { at: now, limit: 1 };
  const { total } = await listOverdueAssignments(database, organizationId, userId, page);
  return { user_id: userId, overdue: total };
}
