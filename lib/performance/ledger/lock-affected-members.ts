import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { type LockedMember, lockMembers } from "@/lib/performance/ledger/queries/lock-members";
import {
  type AssignmentKeys,
  listStoredAssignments,
  type StoredAssignment,
} from "@/lib/performance/ledger/queries/stored-assignments";

export type LockedAssignments = {
  readonly locked: ReadonlyMap<MemberId, LockedMember>;
  readonly stored: readonly StoredAssignment[];
};

/**
 * Locks all members of these assignments, and `others`, then reads the assignments. An assignment that was reassigned
 * in between is detected, and its new member is locked too.
 */
export async function lockAffectedMembers(
  transaction: Transaction,
  organizationId: number,
  keys: AssignmentKeys,
  others: readonly MemberId[],
): Promise<LockedAssignments> {
  let wanted = new Set(others);
  for (;;) {
    const locked = await lockMembers(transaction, organizationId, [...wanted], keys);
    const stored = await listStoredAssignments(transaction, organizationId, keys);
    const owners = stored.flatMap(({ userId, counted }) => [userId, counted?.userId ?? userId]);
    if (owners.every((userId) => locked.has(userId))) return { locked, stored };
    wanted = new Set([...wanted, ...owners]);
  }
}
