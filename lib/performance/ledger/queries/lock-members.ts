import "server-only";
import { type Database, hasConcurrentTransactions, type Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { kysely, type Row } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import type { QueueKey } from "@/lib/db/transaction-gate";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import {
  type MilestoneStateRow,
  selectMilestoneState,
  toMilestoneState,
} from "./milestone-state-columns";
import {
  type AssignmentKeys,
  type KeysKind,
  type KeysValues,
  selectAssignees,
  toKeysOperand,
} from "./stored-assignments";
import { readSums, runningSums, selectSums } from "./sum-columns";

/** What the entries of a member follow from. */
export type MemberState = {
  readonly organizationId: number;
  readonly userId: MemberId;
  readonly teamId: TeamId | null;
  /** False after deactivation. */
  readonly isActive: boolean;
  readonly sums: Sums;
  readonly policyVersion: number;
  readonly newestEntryAt: Date | null;
  readonly milestoneState: MilestoneState;
};

/** A member's state, locked against other writers until the transaction ends. */
export type LockedMember = MemberState;

/**
 * Locks members, and all members of the given assignments, in the order of their ids, which prevents deadlocks.
 *
 * Read other tables in later statements: this one may have waited, and sees them as they were before.
 */
export async function lockMembers(
  transaction: Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
  keys: AssignmentKeys,
): Promise<ReadonlyMap<MemberId, LockedMember>> {
  const { kind, values } = toKeysOperand(keys);
  const rows = await selectRows(
    transaction,
    selectLocked({ organizationId, userIds, ...values }, kind),
  );
  return new Map(rows.map((row) => [row.user_id, toMemberState(organizationId, row)]));
}

/** A member's state without a lock; null where the organization has no such member. */
export async function findMemberState(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<MemberState | null> {
  const row = await selectRow(
    database,
    selectStates()
      .where("performance.organization_id", "=", organizationId)
      .where("performance.user_id", "=", userId),
  );
  return row === null ? null : toMemberState(organizationId, row);
}

type StateRow = Pick<Row<"user_performance">, "user_id" | "is_active" | "policy_version"> &
  Pick<Row<"user_performance">, "newest_entry_at"> &
  Pick<Row<"users">, "team_id"> & {
    readonly sums: readonly number[];
    readonly milestone_state: MilestoneStateRow;
  };

function toMemberState(organizationId: number, row: StateRow): MemberState {
  const sums = readSums(row.sums);
  return {
    organizationId,
    userId: row.user_id,
    teamId: row.team_id,
    isActive: row.is_active,
    sums,
    policyVersion: row.policy_version,
    newestEntryAt: row.newest_entry_at,
    milestoneState: toMilestoneState(row.milestone_state, sums.tasks),
  };
}

type LockValues = { organizationId: number; userIds: readonly MemberId[] } & KeysValues;

function selectStates() {
  return kysely
    .selectFrom("user_performance as performance")
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "performance.organization_id")
        .onRef("member.id", "=", "performance.user_id"),
    )
    .select(["performance.user_id", "member.team_id", "performance.is_active"])
    .select(["performance.policy_version", "performance.newest_entry_at"])
    .select([
      selectSums(runningSums, "performance").as("sums"),
      selectMilestoneState.as("milestone_state"),
    ]);
}

const selectLocked = compileVariants((value: Placeholders<LockValues>, kind: KeysKind) =>
  selectStates()
    .where("performance.organization_id", "=", value.organizationId)
    .where("performance.user_id", "in", (eb) =>
      eb
        .selectFrom(unnestRows("wanted", { user_id: ["int4", value.userIds] }))
        .select("wanted.user_id")
        .union((one) => one.parens(selectAssignees(value.organizationId, kind, value))),
    )
    .orderBy("performance.user_id")
    .forUpdate("performance"),
);

/** The keys for `withTransaction` under which writes for the same members wait for each other. */
export function getMemberQueueKeys(
  organizationId: number,
  userIds: readonly number[],
): readonly QueueKey[] {
  return userIds.map((userId) => `member:${organizationId}/${userId}`);
}

/**
 * The same for writes of assignments, whose members are read without a lock: a member may lose an assignment before the
 * write locks it, which only costs waiting. Empty on the embedded database, whose transactions take turns.
 */
export async function findMemberQueueKeys(
  database: Database,
  organizationId: number,
  keys: AssignmentKeys,
  userIds: readonly number[],
): Promise<readonly QueueKey[]> {
  if (!hasConcurrentTransactions(database)) return [];
  const { kind, values } = toKeysOperand(keys);
  const rows = await selectRows(database, selectAffected({ organizationId, ...values }, kind));
  return getMemberQueueKeys(organizationId, [...userIds, ...rows.map((row) => row.user_id)]);
}

const selectAffected = compileVariants(
  (value: Placeholders<{ organizationId: number } & KeysValues>, kind: KeysKind) =>
    selectAssignees(value.organizationId, kind, value),
);
