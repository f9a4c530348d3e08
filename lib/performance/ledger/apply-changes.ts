import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { LedgerChange } from "@/lib/performance/domain/ledger/append-entry";
import type { MissingChange } from "@/lib/performance/domain/ledger/reconcile";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { ActorId, AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";
import type { LockedMember } from "@/lib/performance/ledger/queries/lock-members";
import { listPoliciesUpTo } from "@/lib/performance/ledger/queries/policies";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import { type LedgerChanges, writeLedger } from "@/lib/performance/ledger/queries/write-ledger";
import { type AchievedByMember, evaluateAchievements } from "./evaluate-achievements";
import {
  type AppliedEntry,
  findEarliestDay,
  type MemberPlan,
  planMember,
  toMemberAssignments,
} from "./plan-changes";

export type AppliedChanges = {
  readonly entries: readonly AppliedEntry[];
  /** Milestones and badges that a member gained or lost by it. */
  readonly achieved: readonly AchievedByMember[];
};

type LedgerContext = {
  readonly organizationId: number;
  readonly timeZone: string;
  readonly actorId: ActorId | null;
  readonly now: Date;
  /** Every affected member, locked by this transaction. */
  readonly locked: ReadonlyMap<MemberId, LockedMember>;
  /** Every version, ascending. Set by a transaction that adds one: the cache does not have it before the commit. */
  readonly policies?: readonly ScoringPolicy[];
};

/**
 * Appends the missing entries and updates sums, counted facts, snapshots, milestones and badges. Each assignment has at
 * most one change per member.
 */
export async function applyChanges(
  transaction: Transaction,
  ledgerContext: LedgerContext,
  changes: readonly MissingChange[],
): Promise<AppliedChanges> {
  if (changes.length === 0) return { entries: [], achieved: [] };
  const { organizationId, actorId, now, timeZone } = ledgerContext;
  const { plans, policies } = await planMembers(transaction, ledgerContext, changes);
  const written = await writeLedger(transaction, {
    organizationId,
    actorId,
    now,
    members: plans.map(({ ledger }) => ledger),
    ...countFacts(changes),
  });
  const planned = plans.flatMap(({ ledger }) => ledger.entries);
  const entries = written.flatMap((row, index) => {
    const entry = planned[index];
    return entry === undefined ? [] : { ...row, entry };
  });
  const evaluation = { organizationId, now, policies, today: toLocalDate(now, timeZone) };
  const achieved = await evaluateAchievements(
    transaction,
    evaluation,
    toMemberAssignments(plans, entries),
  );
  return { entries, achieved };
}

async function planMembers(
  transaction: Transaction,
  { organizationId, now, locked, ...ledgerContext }: LedgerContext,
  changes: readonly MissingChange[],
): Promise<{ readonly plans: readonly MemberPlan[]; readonly policies: readonly ScoringPolicy[] }> {
  const memberChanges = [...groupByMember(changes)].map(([userId, memberEntries]) => ({
    member: requireLocked(locked, userId),
    changes: memberEntries,
  }));
  const days = memberChanges.map(({ member, changes: memberEntries }) => ({
    userId: member.userId,
    from: findEarliestDay(memberEntries),
  }));
  const stored = await listSnapshotsFrom(
    transaction,
    organizationId,
    days.flatMap(({ userId, from }) => (from === null ? [] : { userId, from })),
  );
  const newestVersion = Math.max(...memberChanges.map(({ member }) => member.policyVersion));
  const policies =
    ledgerContext.policies ?? (await listPoliciesUpTo(transaction, organizationId, newestVersion));
  const plans = memberChanges.map(({ member, changes: memberEntries }) =>
    planMember(member, memberEntries, stored.get(member.userId) ?? [], policies, now),
  );
  return { plans, policies };
}

function groupByMember(changes: readonly MissingChange[]): Map<MemberId, LedgerChange[]> {
  const changesByMember = new Map<MemberId, LedgerChange[]>();
  for (const { userId, change } of changes) {
    const memberEntries = changesByMember.get(userId) ?? [];
    memberEntries.push(change);
    changesByMember.set(userId, memberEntries);
  }
  return changesByMember;
}

/** The facts that count after the changes, and the assignments for which none counts any more. */
function countFacts(
  changes: readonly MissingChange[],
): Pick<LedgerChanges, "counted" | "uncounted"> {
  const counted = new Map<AssignmentId, { userId: MemberId; fact: Fact }>();
  const reversed = new Set<AssignmentId>();
  for (const { userId, change } of changes) {
    if (change.type === "count") counted.set(change.assignmentId, { userId, fact: change.fact });
    if (change.type === "correct") counted.set(change.assignmentId, { userId, fact: change.after });
    if (change.type === "reverse") reversed.add(change.assignmentId);
  }
  return {
    counted: [...counted].map(([assignmentId, fact]) => ({ assignmentId, ...fact })),
    uncounted: [...reversed].filter((assignmentId) => !counted.has(assignmentId)),
  };
}

function requireLocked(locked: LedgerContext["locked"], userId: MemberId): LockedMember {
  const member = locked.get(userId);
  if (member === undefined) throw new Error(`Member ${userId} is changed without being locked.`);
  return member;
}
