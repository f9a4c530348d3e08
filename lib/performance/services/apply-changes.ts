import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { Fact } from "@/lib/performance/domain/fact";
import {
  appendEntries,
  deltaOf,
  type LedgerChange,
  type LedgerEntry,
} from "@/lib/performance/domain/ledger";
import type { LocalDate } from "@/lib/performance/domain/local-time";
import type { ScoringPolicy } from "@/lib/performance/domain/policy";
import type { MissingChange } from "@/lib/performance/domain/reconcile";
import { amendSnapshots, type DayChange, type Snapshot } from "@/lib/performance/domain/snapshots";
import { difference, sumsOf, ZERO_SUMS } from "@/lib/performance/domain/sums";
import type { LockedMember } from "@/lib/performance/queries/locked-members";
import { listPoliciesUpTo } from "@/lib/performance/queries/policies";
import { listSnapshotsFrom } from "@/lib/performance/queries/snapshots";
import {
  type LedgerChanges,
  type MemberLedgerChange,
  type WrittenEntry,
  writeLedger,
} from "@/lib/performance/queries/write-ledger";

export type AppliedEntry = WrittenEntry & { readonly entry: LedgerEntry };

type Application = {
  readonly organizationId: number;
  readonly actorId: number | null;
  readonly now: Date;
  /** Everybody whom a change concerns, locked by this transaction. */
  readonly locked: ReadonlyMap<number, LockedMember>;
};

/**
 * Appends the missing entries and moves sums, counted facts and snapshots with them. Each assignment has at most one
 * change per member.
 */
export async function applyChanges(
  transaction: Transaction,
  application: Application,
  changes: readonly MissingChange[],
): Promise<readonly AppliedEntry[]> {
  if (changes.length === 0) return [];
  const { organizationId, actorId, now } = application;
  const members = await planMembers(transaction, application, changes);
  const written = await writeLedger(transaction, {
    organizationId,
    actorId,
    now,
    members,
    ...countFacts(changes),
  });
  const entries = members.flatMap((member) => member.entries);
  return written.flatMap((row, index) => {
    const entry = entries[index];
    return entry === undefined ? [] : { ...row, entry };
  });
}

async function planMembers(
  transaction: Transaction,
  { organizationId, now, locked }: Application,
  changes: readonly MissingChange[],
): Promise<readonly MemberLedgerChange[]> {
  const memberChanges = [...groupByMember(changes)].map(([userId, ofMember]) => ({
    member: requireLocked(locked, userId),
    changes: ofMember,
  }));
  const days = memberChanges.map(({ member, changes: ofMember }) => ({
    userId: member.userId,
    from: earliest(ofMember.flatMap(dayChangesOf)),
  }));
  const stored = await listSnapshotsFrom(
    transaction,
    organizationId,
    days.flatMap(({ userId, from }) => (from === null ? [] : { userId, from })),
  );
  const newestVersion = Math.max(...memberChanges.map(({ member }) => member.policyVersion));
  const policies = await listPoliciesUpTo(transaction, organizationId, newestVersion);
  return memberChanges.map(({ member, changes: ofMember }) =>
    planMember(member, ofMember, stored.get(member.userId) ?? [], policies, now),
  );
}

function planMember(
  member: LockedMember,
  changes: readonly LedgerChange[],
  stored: readonly Snapshot[],
  allPolicies: readonly ScoringPolicy[],
  now: Date,
): MemberLedgerChange {
  const policies = allPolicies.slice(0, member.policyVersion);
  const policy = policies.at(-1);
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const state = { sums: member.sums, policy, newestEntryAt: member.newestEntryAt };
  const { entries } = appendEntries(state, changes, now);
  const dayChanges = changes.flatMap(dayChangesOf);
  const { changed, removed } = amendSnapshots(stored, member.sums, dayChanges, policies);
  const amendments = changes.filter((_, index) => entries[index]?.kind !== "completion");
  return {
    userId: member.userId,
    entries,
    changedSnapshots: changed,
    removedSnapshots: removed,
    amendedFrom: earliest(amendments.flatMap(dayChangesOf)),
  };
}

function groupByMember(changes: readonly MissingChange[]): Map<number, LedgerChange[]> {
  const changesOf = new Map<number, LedgerChange[]>();
  for (const { userId, change } of changes) {
    const ofMember = changesOf.get(userId) ?? [];
    ofMember.push(change);
    changesOf.set(userId, ofMember);
  }
  return changesOf;
}

/** What a change does to which days. */
function dayChangesOf(change: LedgerChange): readonly DayChange[] {
  switch (change.type) {
    case "count":
    case "reverse":
      return [{ date: change.fact.completedOn, delta: deltaOf(change) }];
    case "correct":
      return [
        { date: change.before.completedOn, delta: difference(ZERO_SUMS, sumsOf(change.before)) },
        { date: change.after.completedOn, delta: sumsOf(change.after) },
      ];
    case "policy":
      return [{ date: change.policy.effectiveOn, delta: ZERO_SUMS }];
  }
}

function earliest(changes: readonly DayChange[]): LocalDate | null {
  return changes.reduce<LocalDate | null>(
    (first, { date }) => (first === null || date < first ? date : first),
    null,
  );
}

/** Which facts count after the changes, and for which assignments none does any more. */
function countFacts(
  changes: readonly MissingChange[],
): Pick<LedgerChanges, "counted" | "uncounted"> {
  const counted = new Map<bigint, { userId: number; fact: Fact }>();
  const reversed = new Set<bigint>();
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

function requireLocked(locked: Application["locked"], userId: number): LockedMember {
  const member = locked.get(userId);
  if (member === undefined) throw new Error(`Member ${userId} is changed without being locked.`);
  return member;
}
