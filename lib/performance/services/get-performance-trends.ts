import "server-only";
import type { Context } from "@/lib/context";
import { periodOf } from "@/lib/performance/domain/period";
import { listTrendPoints } from "@/lib/performance/queries/trend-points";
import type { UserTrends } from "@/lib/performance/schemas/user";
import { buildTrends } from "./build-trends";
import { requireMember } from "./require-member";

/**
 * A member's cumulative figures at the end of each local day with a completion.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getPerformanceTrends(
  context: Context,
  { userId, days = 90 }: { readonly userId: number; readonly days?: number },
): Promise<UserTrends> {
  const { organizationId, organization, database, now } = context;
  await requireMember(context, userId, "trends");
  const period = periodOf(now, days, organization.timeZone);
  const points = await listTrendPoints(database, organizationId, userId, period);
  return buildTrends(userId, days, points);
}
