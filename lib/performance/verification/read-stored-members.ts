import "server-only";
import type { Context } from "@/lib/context";
import { withSnapshot } from "@/lib/db/transaction";
import { listPendingUpdates, type PendingUpdate } from "@/lib/jobs/job-records";
import type { HeldAchievements } from "@/lib/performance/domain/achievements/achievement-changes";
import type { StoredLedgerEntry } from "@/lib/performance/domain/ledger/check-ledger";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import {
  getHeldAchievements,
  listAchievements,
  NO_ACHIEVEMENTS,
} from "@/lib/performance/ledger/queries/achievements";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import {
  type AppliedFact,
  type CompletedAssignment,
  listAppliedFacts,
  listCompletedAssignments,
  listMemberSummaries,
  listStoredLedgerEntries,
  type StoredPerformance,
} from "@/lib/performance/verification/queries/verification";

const MAX_MEMBERS = 100;
/** Limits the completions in memory, and how long the database is held while reading them. */
const MAX_COMPLETIONS = 5000;
const BEGINNING = parseLocalDate("0001-01-01");

/** All stored figures of a member, and the assignments that they follow from, at one instant. */
export type StoredMember = {
  readonly performance: StoredPerformance;
  readonly work: readonly CompletedAssignment[];
  readonly counted: readonly AppliedFact[];
  readonly snapshots: readonly Snapshot[];
  readonly entries: readonly StoredLedgerEntry[];
  readonly held: HeldAchievements;
};

export type StoredMembers = {
  readonly members: readonly StoredMember[];
  /** Every version at that instant, ascending. */
  readonly policies: readonly ScoringPolicy[];
  /** The jobs at that instant that are to reconcile an assignment's entries. */
  readonly jobs: ReadonlyMap<AssignmentId, PendingUpdate>;
};

/**
 * The next members after one of them, read at one instant by a few statements for all: at least one member, and at most
 * some thousands of completions together. Empty after the last member.
 */
export async function readStoredMembers(
  { database, organizationId }: Context,
  after: number,
): Promise<StoredMembers> {
  return withSnapshot(database, async (transaction) => {
    const policies = await listPolicies(transaction, organizationId);
    const next = await listMemberSummaries(transaction, organizationId, after, MAX_MEMBERS);
    const performances = limitByCompletions(next);
    const userIds = performances.map(({ userId }) => userId);
    if (userIds.length === 0) return { members: [], policies, jobs: new Map() };
    const work = await listCompletedAssignments(transaction, organizationId, userIds);
    const jobs = await listPendingUpdates(transaction, organizationId);
    const counted = await listAppliedFacts(transaction, organizationId, userIds);
    const entries = await listStoredLedgerEntries(transaction, organizationId, userIds);
    const fromTheBeginning = userIds.map((userId) => ({ userId, from: BEGINNING }));
    const snapshots = await listSnapshotsFrom(transaction, organizationId, fromTheBeginning);
    const ever = userIds.map((userId) => ({ userId, low: null }));
    const achievements = await listAchievements(transaction, organizationId, ever);
    const members = performances.map((performance) => ({
      performance,
      work: work.get(performance.userId) ?? [],
      counted: counted.get(performance.userId) ?? [],
      entries: entries.get(performance.userId) ?? [],
      snapshots: snapshots.get(performance.userId) ?? [],
      held: getHeldAchievements(achievements.get(performance.userId) ?? NO_ACHIEVEMENTS),
    }));
    return { members, policies, jobs };
  });
}

function limitByCompletions(
  performances: readonly StoredPerformance[],
): readonly StoredPerformance[] {
  let completions = 0;
  const beyond = performances.findIndex(({ sums }, index) => {
    completions += sums.tasks;
    return index > 0 && completions > MAX_COMPLETIONS;
  });
  return beyond === -1 ? performances : performances.slice(0, beyond);
}
