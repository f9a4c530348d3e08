import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { isActiveIn } from "@/lib/performance/ledger/queries/groups";
import { isRanked } from "@/lib/performance/ledger/queries/ranking-order";

/** The last local day whose time-based achievements were evaluated; null before the first. */
export async function findEvaluatedDay(
  database: Database,
  organizationId: number,
): Promise<LocalDate | null> {
  const row = await selectRow(
    database,
    kysely.selectFrom("organizations").select("evaluated_on").where("id", "=", organizationId),
  );
  return row?.evaluated_on ?? null;
}

/** Records the evaluation of a local day. An earlier day than the recorded one changes nothing. */
export async function keepEvaluatedDay(
  database: Database,
  organizationId: number,
  day: LocalDate,
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("organizations")
      .set({ evaluated_on: day })
      .where("id", "=", organizationId)
      .where((eb) => eb.or([eb("evaluated_on", "is", null), eb("evaluated_on", "<", day)])),
  );
}

/** The ranks in the organization by member. Ties share a rank. */
export async function listRanks(
  database: Database,
  organizationId: number,
): Promise<ReadonlyMap<MemberId, number>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("user_performance as performance")
      .select((eb) => {
        const rank = eb.fn
          .agg<bigint>("rank")
          .over((over) =>
            over.orderBy("performance.score", "desc").orderBy("performance.tasks", "desc"),
          );
        return ["performance.user_id", castTo(rank, "int4").as("rank")];
      })
      .where(isActiveIn(organizationId, { kind: "organization", id: 0 }))
      .where(isRanked),
  );
  return new Map(rows.map((row) => [row.user_id, row.rank]));
}

/** Some members after one of them, deactivated ones too, in the order of their ids. */
export async function listMemberIdsAfter(
  database: Database,
  organizationId: number,
  after: number,
  limit: number,
): Promise<readonly MemberId[]> {
  const rows = await database.userPerformance.findMany({
    where: { organizationId, userId: { gt: after } },
    orderBy: { userId: "asc" },
    select: { userId: true },
    take: limit,
  });
  return rows.map(({ userId }) => userId);
}
