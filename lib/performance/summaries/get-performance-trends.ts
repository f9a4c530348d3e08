import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requireMember } from "@/lib/performance/access/require-member";
import { buildScoreLine, listPolicyChanges } from "@/lib/performance/domain/ledger/score-line";
import { getEarlierRange, toDateRange } from "@/lib/performance/domain/time/date-range";
import { addDays, startOfDay, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type CorrectionEntry,
  findMemberPoints,
} from "@/lib/performance/ledger/queries/trend-points";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import type { TrendsQuery } from "@/lib/performance/summaries/schemas";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { buildTrends } from "./build-trends";
import { serializeAsOf } from "./serializers";

export type TrendsInput = Partial<TrendsQuery> & { readonly userId: MemberId };

/**
 * A member's cumulative figures at the end of each local day on which they may have changed, in a period that ends
 * today or `offset_days` local days before.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getPerformanceTrends(
  context: Context,
  input: TrendsInput,
): Promise<UserTrends> {
  await requireMember(context, input.userId, "trends");
  return readTrends(context, input);
}

/** The same for a caller who has checked the access. */
export async function readTrends(
  context: Context,
  { userId, days = 90, offset_days: offset = 0 }: TrendsInput,
): Promise<UserTrends> {
  const { organizationId, organization, database, now } = context;
  const { timeZone } = organization;
  const period = getEarlierRange(toDateRange(now, days, timeZone), offset);
  const dayAfter = addDays(period.to, 1);
  const found = await findMemberPoints(database, organizationId, userId, {
    from: period.from,
    // A completion may be some minutes ahead, which around midnight is tomorrow; the current score has it too.
    to: offset === 0 ? dayAfter : period.to,
    dayBefore: addDays(period.from, -1),
    since: startOfDay(period.from, timeZone),
    until: startOfDay(dayAfter, timeZone),
  });
  if (found === null) throw createNotFoundError();
  const policies = await findPolicies(context, [found]);
  if (policies === null) throw new Error("An organization needs a scoring policy.");
  const line = buildScoreLine({ ...found, policies: policies.versions, period });
  return {
    ...buildTrends(userId, days, line),
    marks: [
      ...listPolicyChanges(policies.versions, period).map(({ date, policy }) => ({
        ...{ kind: "policy" as const, date, policy_version: policy.version },
      })),
      ...found.corrections.map((correction) => markCorrection(correction, timeZone)),
    ].sort((left, right) => left.date.localeCompare(right.date)),
    as_of: serializeAsOf(context, found),
  };
}

function markCorrection({ entryId, createdAt }: CorrectionEntry, timeZone: string) {
  const date = toLocalDate(createdAt, timeZone);
  return { kind: "correction" as const, date, entry_id: Number(entryId) };
}
