import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Sums } from "@/lib/performance/domain/sums";
import { readSums, selectSums } from "./sum-columns";

/** Where a member stands, held against every other writer until the transaction ends. */
export type LockedMember = {
  readonly userId: number;
  readonly sums: Sums;
  readonly policyVersion: number;
  readonly newestEntryAt: Date | null;
};

/**
 * Locks members in the order of their ids, so that no two transactions wait for one another.
 * What follows must be read by later statements: this one may have waited, and sees other tables as
 * they were before it did.
 */
export async function lockMembers(
  transaction: Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, LockedMember>> {
  const rows = await transaction.$queryRaw<
    { user_id: number; sums: number[]; policy_version: number; newest_entry_at: Date | null }[]
  >(Prisma.sql`
    SELECT user_id, ${selectSums("running", "performance")} AS sums, policy_version, newest_entry_at
    FROM user_performance AS performance
    WHERE organization_id = ${organizationId} AND user_id = ANY (${[...userIds]}::int[])
    ORDER BY user_id
    FOR UPDATE`);
  return new Map(
    rows.map((row) => [
      row.user_id,
      {
        userId: row.user_id,
        sums: readSums(row.sums),
        policyVersion: row.policy_version,
        newestEntryAt: row.newest_entry_at,
      },
    ]),
  );
}
