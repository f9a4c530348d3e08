import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import {
  type MilestoneStateRow,
  readMilestoneState,
  selectMilestoneState,
} from "./position-columns";
import { type AssignmentKeys, selectAssignees } from "./stored-assignments";
import { runningSums, selectSums, toSums } from "./sum-columns";

/** Where a member stands, held against every other writer until the transaction ends. */
export type LockedMember = {
  readonly organizationId: number;
  readonly userId: number;
  readonly teamId: number | null;
  /** False once deactivated. */
  readonly isActive: boolean;
  readonly sums: Sums;
  readonly policyVersion: number;
  readonly newestEntryAt: Date | null;
  readonly work: MilestoneState;
};

/**
 * Locks members, and with them everybody whom the assignments concern, in the order of their ids, so that no two
 * transactions wait for one another.
 * What follows must be read by later statements: this one may have waited, and sees other tables as
 * they were before it did.
 */
export async function lockMembers(
  transaction: Transaction,
  organizationId: number,
  userIds: readonly number[],
  keys: AssignmentKeys,
): Promise<ReadonlyMap<number, LockedMember>> {
  const rows = await transaction.$queryRaw<
    {
      user_id: number;
      team_id: number | null;
      is_active: boolean;
      sums: number[];
      policy_version: number;
      newest_entry_at: Date | null;
      work: MilestoneStateRow;
    }[]
  >(Prisma.sql`
    SELECT performance.user_id, member.team_id, performance.is_active,
      ${toPrismaSql(selectSums(runningSums, "performance"))} AS sums, performance.policy_version,
      performance.newest_entry_at, ${selectMilestoneState} AS work
    FROM user_performance AS performance
    JOIN users AS member ON member.organization_id = performance.organization_id
      AND member.id = performance.user_id
    WHERE performance.organization_id = ${organizationId}
      AND performance.user_id IN (
        SELECT unnest(${[...userIds]}::int[]) UNION (${selectAssignees(organizationId, keys)})
      )
    ORDER BY performance.user_id
    FOR UPDATE OF performance`);
  return new Map(
    rows.map((row) => {
      const sums = toSums(row.sums);
      const member: LockedMember = {
        organizationId,
        userId: row.user_id,
        teamId: row.team_id,
        isActive: row.is_active,
        sums,
        policyVersion: row.policy_version,
        newestEntryAt: row.newest_entry_at,
        work: readMilestoneState(row.work, sums.tasks),
      };
      return [row.user_id, member];
    }),
  );
}
