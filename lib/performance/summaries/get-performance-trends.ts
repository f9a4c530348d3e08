import "server-only";
import type { Context } from "@/lib/context";
import { requireMember } from "@/lib/performance/access/require-member";
import { getEarlierRange, toDateRange } from "@/lib/performance/domain/time/date-range";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listTrendPoints } from "@/lib/performance/ledger/queries/trend-points";
import type { TrendsQuery, UserTrends } from "@/lib/performance/summaries/schemas";
import { buildTrends } from "./build-trends";

export type TrendsInput = Partial<TrendsQuery> & { readonly userId: MemberId };

/**
 * A member's cumulative figures at the end of each local day with a completion, in a period that ends today or
 * `offset_days` local days before.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getPerformanceTrends(
  context: Context,
  { userId, days = 90, offset_days: offset = 0 }: TrendsInput,
): Promise<UserTrends> {
  const { organizationId, organization, database, now } = context;
  await requireMember(context, userId, "trends");
  const period = getEarlierRange(toDateRange(now, days, organization.timeZone), offset);
  const points = await listTrendPoints(database, organizationId, userId, period);
  return buildTrends(userId, days, points);
}
