import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { NewLedgerEntry } from "@/lib/performance/domain/achievements/achievement-changes";
import { advanceMilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import {
  appendEntries,
  type LedgerChange,
  type LedgerEntry,
  toDelta,
} from "@/lib/performance/domain/ledger/append-entry";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { MissingChange } from "@/lib/performance/domain/ledger/reconcile";
import {
  amendSnapshots,
  type DayChange,
  type Snapshot,
} from "@/lib/performance/domain/ledger/snapshots";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { difference, toSums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";
import type { LockedMember } from "@/lib/performance/ledger/queries/lock-members";
import { listPoliciesUpTo } from "@/lib/performance/ledger/queries/policies";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import {
  type LedgerChanges,
  type MemberLedgerChange,
  type WrittenEntry,
  writeLedger,
} from "@/lib/performance/ledger/queries/write-ledger";
import { describeRevocation } from "./describe-revocation";
import {
  type AchievedByMember,
  evaluateAchievements,
  type MemberAssignments,
} from "./evaluate-achievements";

export type AppliedEntry = WrittenEntry & { readonly entry: LedgerEntry };

export type AppliedChanges = {
  readonly entries: readonly AppliedEntry[];
  /** Milestones and badges that a member gained or lost by it. */
  readonly achieved: readonly AchievedByMember[];
};

type LedgerContext = {
  readonly organizationId: number;
  readonly timeZone: string;
  readonly actorId: MemberId | null;
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

/** The part of the changes that affects one member. */
type MemberPlan = {
  readonly member: LockedMember;
  readonly changes: readonly LedgerChange[];
  /** In force for the member after the changes. */
  readonly policy: ScoringPolicy;
  readonly ledger: MemberLedgerChange;
  readonly reach: MemberAssignments["reach"];
};

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
    from: findEarliestDay(memberEntries.flatMap(toDayChanges)),
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

function planMember(
  member: LockedMember,
  changes: readonly LedgerChange[],
  stored: readonly Snapshot[],
  allPolicies: readonly ScoringPolicy[],
  now: Date,
): MemberPlan {
  const policy = allPolicies[member.policyVersion - 1];
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const state = { sums: member.sums, policy, newestEntryAt: member.newestEntryAt };
  const { entries, state: after } = appendEntries(state, changes, now);
  const policies = allPolicies.slice(0, after.policy.version);
  const dayChanges = changes.flatMap(toDayChanges);
  const { changed, removed } = amendSnapshots(stored, member.sums, dayChanges, policies);
  const amendments = changes.filter((_, index) => entries[index]?.kind !== "completion");
  const reach = determineReach(member, changes);
  const ledger: MemberLedgerChange = {
    userId: member.userId,
    entries,
    changedSnapshots: changed,
    removedSnapshots: removed,
    amendedFrom: findEarliestDay(amendments.flatMap(toDayChanges)),
    milestoneState: typeof reach === "object" ? reach.after : member.milestoneState,
  };
  return { member, changes, policy: after.policy, ledger, reach };
}

/** How much must be read to evaluate the milestones and badges after the changes. */
function determineReach(
  { milestoneState }: LockedMember,
  changes: readonly LedgerChange[],
): MemberAssignments["reach"] {
  const undoes = changes.some(({ type }) => type === "reverse" || type === "correct");
  if (undoes || milestoneState.evaluatedOn === null) return "everything";
  return advanceMilestoneState(milestoneState, listCountedCompletions(changes)) ?? "work";
}

/** Each member with the entries that were written for them. */
function toMemberAssignments(
  plans: readonly MemberPlan[],
  entries: readonly AppliedEntry[],
): readonly MemberAssignments[] {
  const written = new Map<MemberId, NewLedgerEntry[]>();
  for (const { id, userId, entry } of entries) {
    const memberEntries = written.get(userId) ?? [];
    memberEntries.push({ ...entry, id });
    written.set(userId, memberEntries);
  }
  return plans.map(({ member, changes, policy, ledger, reach }) => ({
    userId: member.userId,
    sums: ledger.entries.at(-1)?.sums ?? member.sums,
    policy,
    isPolicyNew: policy.version !== member.policyVersion,
    evaluatedOn: member.milestoneState.evaluatedOn,
    reach,
    entries: written.get(member.userId) ?? [],
    revokedReason: describeRevocation(changes),
    ranking: null,
  }));
}

function listCountedCompletions(changes: readonly LedgerChange[]): readonly Completion[] {
  return changes.filter((change) => change.type === "count");
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

/** What each change does to which days. */
function toDayChanges(change: LedgerChange): readonly DayChange[] {
  switch (change.type) {
    case "count":
    case "reverse":
      return [{ date: change.fact.completedOn, delta: toDelta(change) }];
    case "correct":
      return [
        { date: change.before.completedOn, delta: difference(ZERO_SUMS, toSums(change.before)) },
        { date: change.after.completedOn, delta: toSums(change.after) },
      ];
    case "policy":
      return [{ date: change.policy.effectiveOn, delta: ZERO_SUMS }];
  }
}

function findEarliestDay(changes: readonly DayChange[]): LocalDate | null {
  return changes.reduce<LocalDate | null>(
    (first, { date }) => (first === null || date < first ? date : first),
    null,
  );
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
