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
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { REVOKED_BY_CHECK } from "@/lib/performance/ledger/describe-revocation";
import {
  type AchievedByMember,
  evaluateAchievements,
} from "@/lib/performance/ledger/evaluate-achievements";
import { type LockedMember, lockMembers } from "@/lib/performance/ledger/queries/lock-members";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";

const MEMBERS_AT_ONCE = 50;

export type NightlyEvaluation = {
  /** The local day up to which achievements are evaluated. */
  readonly day: LocalDate;
  /** False where the day was evaluated before, so that this run read nothing. */
  readonly isFirst: boolean;
  readonly members: number;
  readonly achieved: readonly AchievedByMember[];
};

/**
 * Awards and revokes what depends on time: completed weeks and months, `consistent` and `top_performer`. It evaluates
 * all other achievements as well, so that a new rule is awarded to members who already meet it. It runs once per local
 * day: repeating it for the same day, or for an earlier one, changes nothing. An interrupted run is finished by the
 * next.
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
  userIds: readonly MemberId[],
  today: LocalDate,
  ranks: ReadonlyMap<MemberId, number>,
): Promise<readonly AchievedByMember[]> {
  return withTransaction(database, async (transaction) => {
    const locked = await lockMembers(transaction, organizationId, userIds, { ids: [] });
    const policies = await listPolicies(transaction, organizationId);
    const members = [...locked.values()].map((member) => ({
      userId: member.userId,
      sums: member.sums,
      policy: requirePolicy(policies, member),
      isPolicyNew: false,
      evaluatedOn: member.milestoneState.evaluatedOn,
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
