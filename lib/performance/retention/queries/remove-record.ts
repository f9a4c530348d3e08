import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import type { LedgerEntryId, MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";

type PersonKey = { readonly organizationId: OrganizationId; readonly userId: MemberId };

/** The ids of the ledger entries of a member. */
export async function listEntryIds(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<readonly LedgerEntryId[]> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("performance_logs")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId),
  );
  return rows.map(({ id }) => id);
}

export async function markExpired(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
  now: Date,
): Promise<void> {
  await transaction.user.updateMany({
    where: { organizationId, id: userId },
    data: { recordExpiredAt: now },
  });
}

export type RemovedRows = {
  readonly snapshots: number;
  readonly achievements: number;
  readonly contests: number;
  readonly decisions: number;
};

/** Removes what is about a member's figures but the ledger and the assignments, and what refers to the ledger. */
export async function removeFigures(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<RemovedRows> {
  const where = { organizationId, userId };
  const contests = await transaction.contest.deleteMany({ where });
  const decisions = await transaction.decision.deleteMany({ where });
  await transaction.achievementChange.deleteMany({ where });
  const milestones = await transaction.performanceMilestone.deleteMany({ where });
  const badges = await transaction.performanceBadge.deleteMany({ where });
  const snapshots = await transaction.performanceSnapshot.deleteMany({ where });
  await transaction.performanceFact.deleteMany({ where });
  await transaction.userSkill.deleteMany({ where });
  await transaction.noticeReading.deleteMany({ where });
  await transaction.userPerformance.updateMany({ where, data: withoutFigures });
  return {
    ...{ contests: contests.count, decisions: decisions.count, snapshots: snapshots.count },
    achievements: milestones.count + badges.count,
  };
}

/** A member who never completed anything. */
const withoutFigures = {
  ...{ tasks: 0, due: 0, onTime: 0, earlySeconds: 0, timed: 0, durationSeconds: 0 },
  ...{ skillRated: 0, skillMatch: 0, difficultyRated: 0, difficulty: 0 },
  ...{ dueMoved: 0, dueMovedAfter: 0, dueMovedForAbsence: 0, dueUnrecorded: 0 },
  ...{ score: null, provisional: true, newestEntryId: null, newestEntryAt: null },
  ...{ hardTasks: 0, onTimeStreak: 0, longestOnTimeStreak: 0 },
  ...{ lastCompletedAt: null, lastAssignmentId: null, evaluatedOn: null },
};

/** Removes the ledger of a member whose record is marked as expired. @returns how many entries. */
export async function removeEntries(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<number> {
  const row = await selectRow(
    transaction,
    kysely.selectNoFrom(
      sql<number>`delete_expired_entries(${organizationId}::integer, ${userId}::integer)`.as(
        "count",
      ),
    ),
  );
  return row?.count ?? 0;
}
