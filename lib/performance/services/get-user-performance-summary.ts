import "server-only";
import type { Context } from "@/lib/context";
import type { UserSummary } from "@/lib/performance/schemas/user";
import { getStanding } from "./member-standing";

/**
 * A member's score, metrics and standing.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserPerformanceSummary(
  context: Context,
  { userId }: { readonly userId: number },
): Promise<UserSummary> {
  return getStanding(context, userId, "summary");
}
