import "server-only";
import { expressionBuilder } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { kysely, type Schema } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import type { RescoredMember, RescoringDay } from "@/lib/performance/domain/ranking/rescore-totals";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { type Group, isActiveIn, toGroupOperand } from "@/lib/performance/ledger/queries/groups";
import { cumulativeSums, readSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

/** The active members of a group whose last snapshot up to a rescoring day is from before its policy. */
export async function listRescoredMembers(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  days: readonly RescoringDay[],
): Promise<readonly RescoredMember[]> {
  if (days.length === 0) return [];
  const { kind, id: groupId } = toGroupOperand(group);
  const values = {
    ...{ organizationId, groupId },
    dates: days.map(({ date }) => date),
    effectiveDates: days.map(({ effectiveOn }) => effectiveOn),
  };
  const rows = await selectRows(database, selectRescoredMembers(values, kind));
  return rows.map((row) => ({
    userId: row.user_id,
    date: row.date,
    lastDate: row.last_date,
    lastScore: row.last_score,
    sums: readSums(row.sums),
    nextDate: row.next_date,
  }));
}

type RescoredValues = {
  readonly organizationId: number;
  readonly groupId: number;
  readonly dates: readonly LocalDate[];
  readonly effectiveDates: readonly LocalDate[];
};

type Rescoring = { rescoring: { date: LocalDate; effective_on: LocalDate } };

const selectRescoredMembers = compileVariants(
  (value: Placeholders<RescoredValues>, kind: Group["kind"]) =>
    kysely
      .selectFrom("user_performance as performance")
      .crossJoin(
        unnestRows("rescoring", {
          date: ["date", value.dates],
          effective_on: ["date", value.effectiveDates],
        }),
      )
      .innerJoinLateral(selectLast().as("last"), (join) =>
        join.onRef("last.date", "<", "rescoring.effective_on"),
      )
      .leftJoinLateral(selectNextDate().as("next"), (join) => join.onTrue())
      .select(["performance.user_id", "rescoring.date", "last.date as last_date"])
      .select(["last.score as last_score", "last.sums", "next.date as next_date"])
      .where(isActiveIn(value.organizationId, { kind, id: value.groupId })),
);

const rescored = expressionBuilder<
  Schema & Rescoring & { performance: Schema["user_performance"] },
  "performance" | "rescoring"
>();

/** The last snapshot up to the end of a rescoring day. */
function selectLast() {
  return selectSnapshots()
    .select(["snapshot.snapshot_date as date", "snapshot.cumulative_performance_score as score"])
    .select(selectSums(cumulativeSums, "snapshot").as("sums"))
    .whereRef("snapshot.snapshot_date", "<=", "rescoring.date")
    .orderBy("snapshot.snapshot_date", "desc")
    .limit(1);
}

function selectNextDate() {
  return selectSnapshots()
    .select("snapshot.snapshot_date as date")
    .whereRef("snapshot.snapshot_date", ">", "rescoring.date")
    .orderBy("snapshot.snapshot_date")
    .limit(1);
}

function selectSnapshots() {
  return rescored
    .selectFrom("performance_snapshots as snapshot")
    .whereRef("snapshot.organization_id", "=", "performance.organization_id")
    .whereRef("snapshot.user_id", "=", "performance.user_id");
}
