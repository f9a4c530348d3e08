import "server-only";
import { type Expression, sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { ScoredEntry } from "@/lib/performance/domain/achievements/score-milestones";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import {
  selectEntryItems,
  toScoredEntry,
} from "@/lib/performance/ledger/queries/achievement-evidence";
import {
  selectMilestoneState,
  toMilestoneState,
} from "@/lib/performance/ledger/queries/milestone-state-columns";
import { readSums, runningSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

export type StoredEvidence = {
  readonly state: MilestoneState;
  /** By id: of the 30 days before the newest entry, and the last one before them. */
  readonly entries: readonly ScoredEntry[];
  readonly newestEntryId: LedgerEntryId | null;
};

/** What is kept of a member's completions, and their recent entries; null for an unknown member. */
export async function findRecentEvidence(
  database: Database,
  organizationId: number,
  userId: MemberId,
): Promise<StoredEvidence | null> {
  const row = await selectRow(database, selectRecentEvidence({ organizationId, userId }));
  if (row === null) return null;
  return {
    state: toMilestoneState(row.milestone_state, readSums(row.sums).tasks),
    entries: row.entries.map(toScoredEntry),
    newestEntryId: row.newest_entry_id,
  };
}

type EvidenceValues = { readonly organizationId: number; readonly userId: MemberId };

const selectRecentEvidence = compileOnce((value: Placeholders<EvidenceValues>) =>
  kysely
    .selectFrom("user_performance as performance")
    .select((eb) => [
      "performance.newest_entry_id",
      selectMilestoneState.as("milestone_state"),
      selectSums(runningSums, "performance").as("sums"),
      eb
        .selectFrom("performance_logs as entry")
        .select(selectEntryItems.as("entries"))
        .whereRef("entry.organization_id", "=", "performance.organization_id")
        .whereRef("entry.user_id", "=", "performance.user_id")
        .where("entry.created_at", ">=", selectStart(value))
        .$asScalar()
        .$notNull()
        .as("entries"),
    ])
    .where("performance.organization_id", "=", value.organizationId)
    .where("performance.user_id", "=", value.userId),
);

/** When the last entry was written that is at least 30 days older than the newest. */
function selectStart({ organizationId, userId }: Placeholders<EvidenceValues>): Expression<Date> {
  const newest = selectNewest(organizationId, userId);
  const older = selectNewest(organizationId, userId).where(
    "newest.created_at",
    "<=",
    sql<Date>`${newest} - interval '30 days'`,
  );
  return sql<Date>`coalesce(${older}, '-infinity')`;
}

function selectNewest(
  organizationId: Placeholders<EvidenceValues>["organizationId"],
  userId: Placeholders<EvidenceValues>["userId"],
) {
  return kysely
    .selectFrom("performance_logs as newest")
    .select("newest.created_at")
    .where("newest.organization_id", "=", organizationId)
    .where("newest.user_id", "=", userId)
    .orderBy("newest.created_at", "desc")
    .orderBy("newest.id", "desc")
    .limit(1);
}
