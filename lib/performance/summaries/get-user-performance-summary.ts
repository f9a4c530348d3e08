import "server-only";
import type { Context } from "@/lib/context";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { UserSummaryResponse } from "@/lib/performance/summaries/schemas";
import { getMemberSummary } from "./summarize-members";

/**
 * A member's score, metrics and rank.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserPerformanceSummary(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<UserSummaryResponse> {
  return getMemberSummary(context, userId, "summary");
}
