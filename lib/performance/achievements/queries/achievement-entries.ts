import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import type { AssignmentId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";

/** The entry that caused the last loss of a milestone; null: the passing of time, or a full check. */
export type LossEntry = { readonly id: LedgerEntryId; readonly kind: EntryKind } | null;

export type AchievementEntries = {
  /** By assignment: the newest entry with which it counted for the member. */
  readonly countedBy: ReadonlyMap<number, LedgerEntryId>;
  /** By milestone. */
  readonly lostBy: ReadonlyMap<string, LossEntry>;
};

/** The entries of a member with which assignments counted, and those that caused the last loss of milestones. */
export async function listAchievementEntries(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  assignmentIds: readonly number[],
): Promise<AchievementEntries> {
  const [counted, lost] = await Promise.all([
    selectRows(
      database,
      selectCounting({ organizationId, userId, assignmentIds: assignmentIds.map(BigInt) }),
    ),
    selectRows(database, selectLosses({ organizationId, userId })),
  ]);
  return {
    countedBy: new Map(counted.map(({ assignment_id, id }) => [Number(assignment_id), id])),
    lostBy: new Map(
      lost.map(({ name, id, kind }) => [name, id === null || kind === null ? null : { id, kind }]),
    ),
  };
}

type CountingValues = {
  readonly organizationId: number;
  readonly userId: MemberId;
  readonly assignmentIds: readonly AssignmentId[];
};

const selectCounting = compileOnce((value: Placeholders<CountingValues>) =>
  kysely
    .selectFrom("performance_logs as entry")
    .select((eb) => [
      eb.ref("entry.assignment_id").$notNull().as("assignment_id"),
      eb.fn.max("entry.id").as("id"),
    ])
    .where("entry.organization_id", "=", value.organizationId)
    .where("entry.user_id", "=", value.userId)
    .where("entry.kind", "!=", "reversal")
    .where("entry.assignment_id", "=", anyOf(value.assignmentIds))
    .groupBy("entry.assignment_id"),
);

const selectLosses = compileOnce((value: Placeholders<Omit<CountingValues, "assignmentIds">>) =>
  kysely
    .selectFrom("achievement_changes as change")
    .leftJoin("performance_logs as entry", (join) =>
      join
        .onRef("entry.organization_id", "=", "change.organization_id")
        .onRef("entry.id", "=", "change.entry_id"),
    )
    .distinctOn("change.name")
    .select(["change.name", "entry.id", "entry.kind"])
    .where("change.organization_id", "=", value.organizationId)
    .where("change.user_id", "=", value.userId)
    .where("change.kind", "=", "milestone")
    .where((eb) => eb.not(eb.ref("change.is_gain")))
    .orderBy("change.name")
    .orderBy("change.id", "desc"),
);
