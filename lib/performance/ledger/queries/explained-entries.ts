import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { unionAll } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { ExplainedEntry } from "@/lib/performance/domain/explanation/explanation";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { selectTitledEntries, type TitledEntry, toTitledEntry } from "./ledger-entries";

/** The parts of a change of the score: the score before it, and each entry since. */
export type ChangeParts = {
  readonly scoreBefore: ScoreHundredths | null;
  readonly entries: readonly ExplainedEntry[];
};

/** A member's entries from an instant on, with the columns of an explanation, and the score before. */
export async function listChangeParts(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  since: Date,
): Promise<ChangeParts> {
  const rows = await selectRows(database, selectChangeParts({ organizationId, userId, since }));
  return {
    scoreBefore: rows.find(({ is_before }) => is_before)?.performance_score ?? null,
    entries: rows.filter(({ is_before }) => !is_before).map(toExplainedEntry),
  };
}

/** Some of an organization's entries, in no order. */
export async function listEntriesById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly LedgerEntryId[],
): Promise<readonly TitledEntry[]> {
  const rows = await selectRows(
    database,
    selectTitledEntries()
      .where("entry.organization_id", "=", organizationId)
      .where("entry.id", "=", anyOf(ids)),
  );
  return rows.map(toTitledEntry);
}

const partColumns = [
  "entry.id",
  "entry.kind",
  "entry.performance_score",
  "entry.contribution_on_time",
  "entry.contribution_skill",
  "entry.contribution_difficulty",
] as const;

function toExplainedEntry(row: RowOf<"performance_logs", typeof partColumns>): ExplainedEntry {
  return {
    id: row.id,
    kind: row.kind,
    score: row.performance_score,
    contributions: {
      onTime: row.contribution_on_time,
      skill: row.contribution_skill,
      difficulty: row.contribution_difficulty,
    },
  };
}

type PartValues = { organizationId: number; userId: MemberId; since: Date };

const selectChangeParts = compileOnce((value: Placeholders<PartValues>) => {
  const own = kysely
    .selectFrom("performance_logs as entry")
    .select(partColumns)
    .where("entry.organization_id", "=", value.organizationId)
    .where("entry.user_id", "=", value.userId);
  const before = own
    .select((eb) => eb.lit<boolean>(true).as("is_before"))
    .where("entry.created_at", "<", value.since)
    .orderBy("entry.created_at", "desc")
    .orderBy("entry.id", "desc")
    .limit(1);
  const later = own
    .select((eb) => eb.lit<boolean>(false).as("is_before"))
    .where("entry.created_at", ">=", value.since);
  // In one statement: an entry written between two statements would be missing from the sum.
  return kysely.selectFrom(unionAll(before, later).as("entry")).selectAll();
});
