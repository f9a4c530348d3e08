import "server-only";
import type { Context } from "@/lib/context";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import { requireGroup } from "@/lib/performance/access/require-group";
import { getGroupTrends } from "@/lib/performance/analytics/queries/member-trends";
import type { AnalyticsTrends } from "@/lib/performance/analytics/schemas";
import { buildScoreLine } from "@/lib/performance/domain/ledger/score-line";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import { toIdPageRequest } from "@/lib/performance/pagination/id-pages";
import { createIdCursor } from "@/lib/performance/pagination/list-cursor";
import {
  getReleasedTrend,
  seesReleasedOnly,
} from "@/lib/performance/releases/get-released-figures";
import {
  serializeReleasedMonths,
  serializeReleaseRange,
} from "@/lib/performance/releases/serializers";
import { buildTrends } from "@/lib/performance/summaries/build-trends";
import { serializeAsOf } from "@/lib/performance/summaries/serializers";
import { getMeanScores } from "./get-mean-scores";

export type AnalyticsTrendsInput = {
  readonly days?: number;
  readonly limit?: number;
  readonly cursor?: string | undefined;
};

/**
 * The trends of every active member, a page at a time by id, and the organization's mean per day.
 *
 * @throws AppError `forbidden`, or `invalid_request` for a cursor that no page of this list returned, and as
 * `requireGroup`.
 */
export async function getAnalyticsTrends(
  context: Context,
  { days = 90, limit = 50, cursor }: AnalyticsTrendsInput = {},
): Promise<AnalyticsTrends> {
  const { database, now, organization, organizationId } = context;
  const { after: afterId } = toIdPageRequest({ limit, cursor });
  const group = await requireGroup(context, {
    permission: "view_analytics",
    surface: "analytics_trends",
    days,
  });
  const released = seesReleasedOnly(context, group)
    ? await getReleasedTrend(context, group, days)
    : null;
  const listsPeople = released === null;
  const period = toDateRange(now, days, organization.timeZone);
  const found = await getGroupTrends(database, organizationId, group, {
    ...{ period, afterId },
    limit: listsPeople ? limit + 1 : 0,
  });
  const policies = await findPolicies(
    context,
    found.policyVersion === null ? [] : [{ policyVersion: found.policyVersion }],
  );
  const versions = policies?.versions ?? [];
  const page = found.trends.slice(0, limit);
  const last = page.at(-1);
  return {
    organization_id: organizationId,
    period_days: days,
    team_members: found.members,
    trends: listsPeople
      ? page.map((member) => ({
          user_id: member.userId,
          username: serializeName(context, member).username,
          trends: buildTrends(
            member.userId,
            days,
            buildScoreLine({ ...member, policies: versions, period }),
          ),
        }))
      : null,
    ...(released === null
      ? {
          organization: await getMeanScores(context, group, found, period),
          as_of: serializeAsOf(context, found),
        }
      : {
          organization: serializeReleasedMonths(released.months),
          release: serializeReleaseRange(released.whole),
        }),
    next_cursor:
      found.trends.length > limit && last !== undefined
        ? createIdCursor(BigInt(last.userId))
        : null,
  };
}
