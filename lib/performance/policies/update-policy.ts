import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { equalPolicies, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { applyChanges } from "@/lib/performance/ledger/apply-changes";
import { lockMembers } from "@/lib/performance/ledger/queries/lock-members";
import {
  insertPolicy,
  listPolicies,
  listPolicyRecords,
  type PolicyRecord,
} from "@/lib/performance/ledger/queries/policies";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { listAllMemberIds } from "@/lib/performance/policies/queries/scored-members";
import type { PolicyDraft, PolicyResponse } from "@/lib/performance/policies/schemas";
import { requireVersion } from "@/lib/resources/resource-guard";
import { serializePolicy, toDraft, toPolicyRules } from "./serializers";

const MEMBERS_PER_STATEMENT = 500;
/** Long enough to score tens of thousands of members in one transaction. */
const TIMEOUT_MILLISECONDS = 300_000;

/** `expected_version` is the version that the new one follows; absent: any. */
type PolicyChange = PolicyDraft & { readonly expected_version?: number };

/**
 * Creates a new version of the scoring policy, in force from now on: one transaction recalculates all scores, with an
 * entry of kind `policy` each, and today's snapshots. A draft that equals the policy in force creates no version, so
 * doing it twice changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`; `conflict` where another version than `expected_version`
 * is in force.
 */
export async function updatePolicy(context: Context, body: PolicyChange): Promise<PolicyResponse> {
  const { database } = context;
  requirePermission(context.actor, "manage_organization");
  const records = await withOrganizationLock(
    database,
    context.organizationId,
    (transaction) => changePolicy(transaction, context, body),
    { timeout: TIMEOUT_MILLISECONDS },
  );
  return serializePolicy(context, records);
}

async function changePolicy(
  transaction: Transaction,
  context: Context,
  body: PolicyChange,
): Promise<readonly PolicyRecord[]> {
  const { organizationId, organization, now } = context;
  await requireVersion(transaction, context);
  const policies = await listPolicies(transaction, organizationId);
  const current = policies.at(-1);
  if (current === undefined) throw new Error("An organization needs a scoring policy.");
  const next: ScoringPolicy = {
    ...toPolicyRules(body, current),
    version: current.version + 1,
    effectiveOn: toLocalDate(now, organization.timeZone),
  };
  if (!equalPolicies(current, next)) {
    requireExpected(current, body.expected_version);
    await applyPolicy(transaction, context, [...policies, next], next);
    await recordChange(transaction, context, current, next);
  }
  return listPolicyRecords(transaction, organizationId);
}

function requireExpected({ version }: ScoringPolicy, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  throw new AppError(
    "conflict",
    `Version ${version} of the policy is in force, not ${expected}: another person may have changed it. Nothing was changed. Review the policy, then decide.`,
  );
}

/** @param policies every version, ascending, with the new one. */
async function applyPolicy(
  transaction: Transaction,
  { organizationId, organization, actor, now }: Context,
  policies: readonly ScoringPolicy[],
  policy: ScoringPolicy,
): Promise<void> {
  // No member is added meanwhile, because adding one waits for the organization's lock.
  const userIds = await listAllMemberIds(transaction, organizationId);
  const locked = await lockMembers(transaction, organizationId, userIds, { externalIds: [] });
  await insertPolicy(transaction, organizationId, policy, {
    createdBy: actor.userId,
    createdAt: now,
  });
  const { timeZone } = organization;
  const application = {
    organizationId,
    timeZone,
    actorId: getActorId(actor),
    now,
    locked,
    policies,
  };
  for (let first = 0; first < userIds.length; first += MEMBERS_PER_STATEMENT) {
    const some = userIds.slice(first, first + MEMBERS_PER_STATEMENT);
    const changes = some.map((userId) => ({ userId, change: { type: "policy" as const, policy } }));
    await applyChanges(transaction, application, changes);
  }
}

async function recordChange(
  transaction: Transaction,
  { organizationId, actor, now }: Context,
  before: ScoringPolicy,
  after: ScoringPolicy,
): Promise<void> {
  await insertAuditEntry(
    transaction,
    { organizationId, now, actorId: getActorId(actor) },
    {
      action: "policy.update",
      subjectType: "organization",
      subjectId: organizationId,
      detail: {
        version: { from: before.version, to: after.version },
        policy: { from: toDraft(before), to: toDraft(after) },
      },
    },
  );
}
