import "server-only";
import type { Database } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { BadgeEvidence } from "@/lib/performance/domain/achievements/badge-rules";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { NewestEntry } from "@/lib/performance/ledger/queries/groups";
import { countRanked } from "@/lib/performance/ledger/queries/member-summary";
import { isRanked } from "@/lib/performance/ledger/queries/ranking-order";
import { readSums, runningSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";

type EvidenceWithoutWeeks = Omit<BadgeEvidence, "weeklyScores"> & NewestEntry;

/** The evidence of badges without the weekly scores; null where the organization has no such member. */
export async function findBadgeEvidence(
  database: Database,
  organizationId: number,
  userId: MemberId,
): Promise<EvidenceWithoutWeeks | null> {
  const row = await selectRow(database, selectBadgeEvidence({ organizationId, userId }));
  if (row === null) return null;
  return {
    sums: readSums(row.sums),
    rank: row.rank,
    rankedMembers: row.ranked_members,
    newestEntryId: row.newest_entry_id,
    policyVersion: row.policy_version,
  };
}

type EvidenceValues = { organizationId: number; userId: MemberId };

const selectBadgeEvidence = compileOnce((value: Placeholders<EvidenceValues>) =>
  kysely
    .selectFrom("user_performance as performance")
    .select(["performance.newest_entry_id", "performance.policy_version"])
    .select((eb) => [
      selectSums(runningSums, "performance").as("sums"),
      countRanked(value.organizationId).$asScalar().$notNull().as("ranked_members"),
      eb
        .case()
        .when(eb.and([eb.ref("performance.is_active"), isRanked]))
        .then(
          eb
            .selectFrom("user_performance as above")
            .select((one) =>
              one(castTo(one.fn.countAll(), "int4"), "+", one.lit<number>(1)).as("rank"),
            )
            .whereRef("above.organization_id", "=", "performance.organization_id")
            .where((one) => one.ref("above.is_active"))
            .where((one) => one.not(one.ref("above.provisional")))
            .where("above.score", "is not", null)
            .where((one) =>
              one(
                one.refTuple("above.score", "above.tasks"),
                ">",
                one.refTuple("performance.score", "performance.tasks"),
              ),
            )
            .$asScalar(),
        )
        .end()
        .as("rank"),
    ])
    .where("performance.organization_id", "=", value.organizationId)
    .where("performance.user_id", "=", value.userId),
);
