import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  findEvaluatedDay,
  keepEvaluatedDay,
  listMemberIdsAfter,
  listRanks,
} from "@/lib/performance/achievements/queries/nightly-evaluation";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import {
  type AchievedByMember,
  evaluateAchievements,
} from "@/lib/performance/ledger/evaluate-achievements";
import { type LockedMember, lockMembers } from "@/lib/performance/ledger/queries/locked-members";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import { REVOKED_BY_CHECK } from "@/lib/performance/ledger/revoked-reason";

const MEMBERS_AT_ONCE = 50;

export type NightlyEvaluation = {
  /** The local day up to which time has awarded. */
  readonly day: LocalDate;
  /** False: it was done before, and nothing was looked at. */
  readonly isFirst: boolean;
  readonly members: number;
  readonly achieved: readonly AchievedByMember[];
};

/**
 * Awards, and takes back, what only time can: weeks and months that are over, `consistent` and `top_performer`. Everything
 * else is judged anew with it, so that a rule that was added is awarded to those who already meet it.
 * Once for a local day: doing it again on the same day, or for a day before, changes nothing. One that broke off is
 * finished by the next.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function runNightlyEvaluation(context: Context): Promise<NightlyEvaluation> {
  const { database, organizationId, organization, now, actor } = context;
  requirePermission(actor, "manage_organization");
  const today = toLocalDate(now, organization.timeZone);
  const done = await findEvaluatedDay(database, organizationId);
  if (done !== null && done >= today) {
    return { day: done, isFirst: false, members: 0, achieved: [] };
  }
  const ranks = await listRanks(database, organizationId);
  const achieved: AchievedByMember[] = [];
  let members = 0;
  let after = 0;
  for (;;) {
    const ids = await listMemberIdsAfter(database, organizationId, after, MEMBERS_AT_ONCE);
    if (ids.length > 0) achieved.push(...(await evaluateSome(context, ids, today, ranks)));
    members += ids.length;
    after = ids.at(-1) ?? after;
    if (ids.length < MEMBERS_AT_ONCE) break;
  }
  await keepEvaluatedDay(database, organizationId, today);
  return { day: today, isFirst: true, members, achieved };
}

async function evaluateSome(
  { database, organizationId, now }: Context,
  userIds: readonly number[],
  today: LocalDate,
  ranks: ReadonlyMap<number, number>,
): Promise<readonly AchievedByMember[]> {
  return withTransaction(database, async (transaction) => {
    const locked = await lockMembers(transaction, organizationId, userIds, { ids: [] });
    const policies = await listPolicies(transaction, organizationId);
    const members = [...locked.values()].map((member) => ({
      userId: member.userId,
      sums: member.sums,
      policy: requirePolicy(policies, member),
      isPolicyNew: false,
      evaluatedOn: member.work.evaluatedOn,
      reach: "everything" as const,
      entries: [],
      revokedReason: REVOKED_BY_CHECK,
      ranking: { rank: ranks.get(member.userId) ?? null, rankedMembers: ranks.size },
    }));
    return evaluateAchievements(transaction, { organizationId, now, today, policies }, members);
  });
}

function requirePolicy(
  policies: readonly ScoringPolicy[],
  { policyVersion }: LockedMember,
): ScoringPolicy {
  const policy = policies[policyVersion - 1];
  if (policy === undefined) throw new Error(`There is no version ${policyVersion} of the policy.`);
  return policy;
}
