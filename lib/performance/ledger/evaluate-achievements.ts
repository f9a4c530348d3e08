import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  listCompletions,
  listCompletionWindows,
  listScoredEntries,
} from "@/lib/performance/ledger/queries/achievement-evidence";
import {
  type AchievementChange,
  getHeldAchievements,
  listAchievements,
} from "@/lib/performance/ledger/queries/achievements";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import { writeAchievements } from "@/lib/performance/ledger/queries/write-achievements";
import {
  type Evaluation,
  type EvidenceSource,
  judgeAchievements,
  type MemberAssignments,
} from "./judge-achievements";

/** What members gained and lost; members without a change are absent. */
export type AchievedByMember = {
  readonly userId: MemberId;
  readonly changes: readonly AchievementChange[];
};

/**
 * Evaluates milestones and badges after a write, once per member, and returns what changed. The transaction holds the
 * members' rows.
 */
export async function evaluateAchievements(
  transaction: Transaction,
  { organizationId, ...evaluation }: Evaluation & { readonly organizationId: number },
  members: readonly MemberAssignments[],
): Promise<readonly AchievedByMember[]> {
  const source = readEvidence(transaction, organizationId);
  const written = await judgeAchievements(source, evaluation, members);
  if (written.length > 0) {
    await writeAchievements(transaction, organizationId, evaluation.now, written);
  }
  return written.flatMap(({ userId, changes }) =>
    changes.length === 0 ? [] : { userId, changes },
  );
}

/** The stored evidence. */
export function readEvidence(
  database: Database | Transaction,
  organizationId: number,
): EvidenceSource {
  return {
    listHeld: async (wanted) => {
      const stored = await listAchievements(database, organizationId, wanted);
      return new Map(
        [...stored].map(([userId, achievements]) => [
          userId,
          { held: getHeldAchievements(achievements), wasLow: achievements.wasLow },
        ]),
      );
    },
    listCompletions: (userIds) => listCompletions(database, organizationId, userIds),
    listCompletionWindows: (wanted) => listCompletionWindows(database, organizationId, wanted),
    listScoredEntries: (userIds) => listScoredEntries(database, organizationId, userIds),
    listSnapshotsFrom: (wanted) => listSnapshotsFrom(database, organizationId, wanted),
  };
}
