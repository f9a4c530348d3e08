import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import {
  type Group,
  isActiveIn,
  type NewestEntry,
  newestEntryColumns,
  toGroupOperand,
} from "@/lib/performance/ledger/queries/groups";

export type GroupScores = NewestEntry & {
  readonly members: number;
  /** Of the members who have one, highest first. */
  readonly scores: readonly ScoreHundredths[];
};

/** The scores of a group's active members. */
export async function getGroupScores(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
): Promise<GroupScores> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("user_performance as performance")
      .select((eb) => [
        castTo(eb.fn.countAll(), "int4").as("members"),
        eb.fn
          .agg<ScoreHundredths[] | null>("array_agg", [castTo(eb.ref("performance.score"), "int4")])
          .orderBy("performance.score", "desc")
          .filterWhere("performance.score", "is not", null)
          .as("scores"),
        ...newestEntryColumns,
      ])
      .where(isActiveIn(organizationId, toGroupOperand(group))),
  );
  return {
    members: row?.members ?? 0,
    scores: row?.scores ?? [],
    newestEntryId: row?.newest_entry_id ?? null,
    policyVersion: row?.policy_version ?? null,
  };
}
