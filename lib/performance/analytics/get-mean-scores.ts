import "server-only";
import type { Context } from "@/lib/context";
import { listRescoredMembers } from "@/lib/performance/analytics/queries/rescored-members";
import { listRescoringDays, rescoreTotals } from "@/lib/performance/domain/ranking/rescore-totals";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { GroupDays } from "@/lib/performance/ledger/queries/group-days";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import { serializeMeanScores } from "@/lib/performance/summaries/group-figures";
import type { MeanScores } from "@/lib/performance/summaries/trend-schemas";

/**
 * A group's mean score on each day on which it may have changed, changes of the policy included: its last value is the
 * mean of the current scores. Reads more only where a policy with other weights came into force.
 */
export async function getMeanScores(
  context: Context,
  group: Group,
  { start, days, policyVersion }: GroupDays,
  period: Period,
): Promise<MeanScores> {
  const { database, organizationId } = context;
  const policies = await findPolicies(context, policyVersion === null ? [] : [{ policyVersion }]);
  const rescoring = policies === null ? [] : listRescoringDays(policies.versions, period);
  const rescored = await listRescoredMembers(database, organizationId, group, rescoring);
  return serializeMeanScores(rescoreTotals({ start, days, rescored, rescoring, period }));
}
