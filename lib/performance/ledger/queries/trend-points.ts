import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { cumulativeSums, readSums, selectSums } from "./sum-columns";

/** A member's score and sums at the end of a local day with a completion. */
export type TrendPoint = {
  readonly date: LocalDate;
  readonly score: ScoreHundredths | null;
  readonly sums: Sums;
};

/** A member's points within a period, ascending. */
export async function listTrendPoints(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  { from, to }: Period,
): Promise<readonly TrendPoint[]> {
  const rows = await selectRows(database, selectTrendPoints({ organizationId, userId, from, to }));
  return rows.map(({ date, score, sums }) => ({ date, score, sums: readSums(sums) }));
}

type TrendValues = { organizationId: number; userId: MemberId; from: LocalDate; to: LocalDate };

const selectTrendPoints = compileOnce((value: Placeholders<TrendValues>) =>
  kysely
    .selectFrom("performance_snapshots as snapshot")
    .select([
      "snapshot.snapshot_date as date",
      "snapshot.cumulative_performance_score as score",
      selectSums(cumulativeSums, "snapshot").as("sums"),
    ])
    .where("snapshot.organization_id", "=", value.organizationId)
    .where("snapshot.user_id", "=", value.userId)
    .where((eb) => eb.between("snapshot.snapshot_date", value.from, value.to))
    .orderBy("snapshot.snapshot_date"),
);
