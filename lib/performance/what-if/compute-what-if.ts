import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withSnapshot } from "@/lib/db/transaction";
import { createNotFoundError } from "@/lib/errors";
import { requireMember } from "@/lib/performance/access/require-member";
import { groupAchievements } from "@/lib/performance/assignments/describe-change";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { computeScoreChange } from "@/lib/performance/domain/units/score-hundredths";
import { readEvidence } from "@/lib/performance/ledger/evaluate-achievements";
import type { AchievementChange } from "@/lib/performance/ledger/queries/achievements";
import { listMemberEntries } from "@/lib/performance/ledger/queries/ledger-entries";
import { findMemberState } from "@/lib/performance/ledger/queries/lock-members";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import {
  serializeLatestMetrics,
  serializePerComponent,
  toScore,
} from "@/lib/performance/summaries/serializers";
import {
  type ImaginedEffect,
  type ImaginedMember,
  imagineChanges,
  imagineMember,
} from "./imagined-member";
import { type ImaginedStep, listImaginedSteps } from "./imagined-steps";
import { readOnce } from "./read-once";
import type { WhatIf, WhatIfBody } from "./schemas";

/**
 * The figures, milestones and badges that a member would have after a change of the policy, a correction and
 * completions, by the functions of the real writes. Nothing is stored but the access record of others.
 *
 * @throws AppError `forbidden` or `not_found`; as `listImaginedSteps`.
 */
export async function computeWhatIf(
  context: Context,
  { userId, body }: { readonly userId: MemberId; readonly body: WhatIfBody },
): Promise<WhatIf> {
  await requireMember(context, userId, "what_if");
  return withSnapshot(context.database, (transaction) =>
    computeWithin(transaction, context, userId, body),
  );
}

async function computeWithin(
  transaction: Transaction,
  context: Context,
  userId: MemberId,
  body: WhatIfBody,
): Promise<WhatIf> {
  const { organizationId, organization, now } = context;
  const { timeZone } = organization;
  const member = await findMemberState(transaction, organizationId, userId);
  if (member === null) throw createNotFoundError();
  const policies = await listPolicies(transaction, organizationId);
  const newest = { since: new Date(0), after: null, limit: 1 };
  const [entry] = await listMemberEntries(transaction, organizationId, userId, newest);
  const stored = readOnce(readEvidence(transaction, organizationId));
  const before = imagineMember({ member, policies, timeZone, stored });
  const steps: WhatIf["steps"] = [];
  const achieved: AchievementChange[] = [];
  let imagined = before;
  for (const step of await listImaginedSteps(transaction, context, imagined, body)) {
    const { changes, policies: known } = await step.plan(imagined);
    const next = await imagineChanges({ ...imagined, policies: known }, changes, step.at);
    imagined = next.imagined;
    achieved.push(...next.effect.achieved);
    steps.push(serializeStep(step, imagined, next.effect));
  }
  return {
    user_id: userId,
    as_of: {
      entry_id: entry === undefined ? null : Number(entry.id),
      policy_version: member.policyVersion,
      day: toLocalDate(now, timeZone),
    },
    before: serializeFigures(before),
    after: serializeFigures(imagined),
    score_change: toScore(computeScoreChange(getScore(before), getScore(imagined))),
    steps,
    milestones: groupAchievements(listLasting(achieved), "milestone"),
    badges: groupAchievements(listLasting(achieved), "badge"),
    rank: null,
  };
}

function serializeStep(
  { type, assignmentId, at }: ImaginedStep,
  after: ImaginedMember,
  { entry, achieved }: ImaginedEffect,
): WhatIf["steps"][number] {
  const score = getScore(after);
  return {
    type,
    assignment_id: assignmentId === null ? null : Number(assignmentId),
    at: at.toISOString(),
    score_before: toScore(entry === null ? score : entry.scoreBefore),
    score_after: toScore(entry === null ? score : entry.score),
    contributions: entry === null ? null : serializePerComponent(entry.contributions),
    milestones: groupAchievements(achieved, "milestone"),
    badges: groupAchievements(achieved, "badge"),
  };
}

function serializeFigures({ member, policies }: ImaginedMember): WhatIf["before"] {
  const { sums } = member;
  const { score, points, provisional } = computeScore(sums, getPolicy({ member, policies }));
  return {
    performance_score: toScore(score),
    provisional,
    tasks_completed: sums.tasks,
    points: serializePerComponent(points),
    metrics: serializeLatestMetrics(computeMetrics(sums)),
  };
}

function getScore({ member, policies }: ImaginedMember) {
  return computeScore(member.sums, getPolicy({ member, policies })).score;
}

function getPolicy({ member, policies }: Pick<ImaginedMember, "member" | "policies">) {
  const policy = policies[member.policyVersion - 1];
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  return policy;
}

/** Without what a later step reverses. */
function listLasting(changes: readonly AchievementChange[]): readonly AchievementChange[] {
  const lasting = new Map<string, AchievementChange>();
  for (const change of changes) {
    const key = `${change.kind} ${change.name}`;
    if (lasting.has(key)) lasting.delete(key);
    else lasting.set(key, change);
  }
  return [...lasting.values()];
}
