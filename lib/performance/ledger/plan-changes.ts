import "server-only";
import type { NewLedgerEntry } from "@/lib/performance/domain/achievements/achievement-changes";
import { advanceMilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import {
  appendEntries,
  type LedgerChange,
  type LedgerEntry,
  toDelta,
} from "@/lib/performance/domain/ledger/append-entry";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import {
  amendSnapshots,
  type DayChange,
  type Snapshot,
} from "@/lib/performance/domain/ledger/snapshots";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { difference, toSums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { MemberState } from "@/lib/performance/ledger/queries/lock-members";
import type {
  MemberLedgerChange,
  WrittenEntry,
} from "@/lib/performance/ledger/queries/write-ledger";
import { describeRevocation } from "./describe-revocation";
import type { MemberAssignments } from "./judge-achievements";

export type AppliedEntry = WrittenEntry & { readonly entry: LedgerEntry };

/** The part of the changes that affects one member. */
export type MemberPlan = {
  readonly member: MemberState;
  readonly changes: readonly LedgerChange[];
  /** In force for the member after the changes. */
  readonly policy: ScoringPolicy;
  readonly ledger: MemberLedgerChange;
  readonly reach: MemberAssignments["reach"];
};

/**
 * The entries, snapshots and milestone state that the changes give a member. Reads and writes nothing.
 *
 * @param stored the member's snapshots from the first changed day on, ascending.
 * @param allPolicies every version, ascending.
 */
export function planMember(
  member: MemberState,
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
    amendedFrom: findEarliestDay(amendments),
    milestoneState:
      typeof reach === "object" && "after" in reach ? reach.after : member.milestoneState,
  };
  return { member, changes, policy: after.policy, ledger, reach };
}

/** How much must be read to evaluate the milestones and badges after the changes. */
function determineReach(
  { milestoneState }: MemberState,
  changes: readonly LedgerChange[],
): MemberAssignments["reach"] {
  const undoes = changes.some(({ type }) => type === "reverse" || type === "correct");
  if (undoes || milestoneState.evaluatedOn === null) return "everything";
  const added = listCountedCompletions(changes);
  return advanceMilestoneState(milestoneState, added) ?? { state: milestoneState, added };
}

/** Each member with the entries that were written for them. */
export function toMemberAssignments(
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

/** The first local day whose snapshot the changes touch; null for no change. */
export function findEarliestDay(changes: readonly LedgerChange[]): LocalDate | null {
  return findEarliest(changes.flatMap(toDayChanges));
}

function findEarliest(changes: readonly DayChange[]): LocalDate | null {
  return changes.reduce<LocalDate | null>(
    (first, { date }) => (first === null || date < first ? date : first),
    null,
  );
}
