import "server-only";
import type { PersonContext } from "@/lib/context";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import {
  findLastReading,
  insertReading,
  type NoticeReading,
} from "@/lib/performance/notice/queries/notice-readings";
import type { NoticeResponse } from "@/lib/performance/notice/schemas";
import { toDraft } from "@/lib/performance/policies/serializers";
import { retentionDays } from "@/lib/performance/privacy/delete-expired";

/** How the caller is assessed, by the rules in force. */
export async function getNotice(context: PersonContext): Promise<NoticeResponse> {
  const { actor, database, organizationId } = context;
  const [policy, reading] = await Promise.all([
    getPolicyInForce(context),
    findLastReading(database, organizationId, actor.userId),
  ]);
  return serializeNotice(context, policy, reading);
}

/**
 * Records that the caller has read how they are assessed, once for each version of the policy and each privacy mode.
 * Nothing depends on it, and no other user sees it.
 */
export async function markNoticeRead(context: PersonContext): Promise<NoticeResponse> {
  const { actor, database, organizationId, organization, now } = context;
  const { userId } = actor;
  const policy = await getPolicyInForce(context);
  const last = await findLastReading(database, organizationId, userId);
  if (last !== null && isCurrent(context, policy, last)) {
    return serializeNotice(context, policy, last);
  }
  const { privacyMode } = organization;
  const reading = { policyVersion: policy.version, privacyMode, readAt: now };
  await insertReading(database, organizationId, { userId, ...reading });
  return serializeNotice(context, policy, reading);
}

async function getPolicyInForce({
  database,
  organizationId,
}: PersonContext): Promise<ScoringPolicy> {
  const policy = (await listPolicies(database, organizationId)).at(-1);
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  return policy;
}

function isCurrent(
  { organization }: PersonContext,
  { version }: ScoringPolicy,
  { policyVersion, privacyMode }: NoticeReading,
): boolean {
  return policyVersion === version && privacyMode === organization.privacyMode;
}

function serializeNotice(
  context: PersonContext,
  policy: ScoringPolicy,
  reading: NoticeReading | null,
): NoticeResponse {
  const { privacyMode, employeeLeaderboard, anonymityThreshold, retentionMonths } =
    context.organization;
  return {
    policy: { version: policy.version, ...toDraft(policy), effective_on: policy.effectiveOn },
    privacy_mode: privacyMode,
    employee_leaderboard: employeeLeaderboard,
    anonymity_threshold: anonymityThreshold,
    retention_months: retentionMonths,
    access_records_days: retentionDays.access_records,
    read:
      reading === null
        ? null
        : {
            read_at: reading.readAt.toISOString(),
            is_current: isCurrent(context, policy, reading),
          },
  };
}
