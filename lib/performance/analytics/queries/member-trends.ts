import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { withAliases } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import {
  type GroupDays,
  groupDaysColumns,
  withDayTotals,
} from "@/lib/performance/ledger/queries/group-days";
import { type Group, toGroupOperand } from "@/lib/performance/ledger/queries/groups";
import { cumulativeSums, readSums, selectSums } from "@/lib/performance/ledger/queries/sum-columns";
import type { TrendPoint } from "@/lib/performance/ledger/queries/trend-points";

/** A member and their points. */
export type MemberTrend = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly points: readonly TrendPoint[];
};

export type GroupTrends = GroupDays & { readonly trends: readonly MemberTrend[] };

/** A group's totals per day, and the points of a page of its members, by id. */
export async function getGroupTrends(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  { period, afterId, limit }: { period: Period; afterId: MemberId; limit: number },
): Promise<GroupTrends> {
  const { kind, id: groupId } = toGroupOperand(group);
  const { from, to } = period;
  const row = await selectRow(
    database,
    selectGroupTrends({ organizationId, groupId, from, to, afterId, limit }, kind),
  );
  if (row === null) return { members: 0, days: [], trends: [] };
  return { ...row, trends: row.trends.map(toTrend) };
}

type TrendsValues = {
  readonly organizationId: number;
  readonly groupId: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly afterId: MemberId;
  readonly limit: number;
};

const selectGroupTrends = compileVariants(
  (value: Placeholders<TrendsValues>, kind: Group["kind"]) =>
    withDayTotals(value.organizationId, { kind, id: value.groupId }, value)
      .with("page", (db) =>
        db
          .selectFrom("person")
          .select("person.user_id")
          .where("person.user_id", ">", castTo(value.afterId, "int4"))
          .orderBy("person.user_id")
          .limit(value.limit),
      )
      .selectNoFrom(groupDaysColumns)
      .select((eb) =>
        eb
          .selectFrom("page")
          .innerJoin("users as member", (join) =>
            join
              .on("member.organization_id", "=", value.organizationId)
              .onRef("member.id", "=", "page.user_id"),
          )
          .crossJoinLateral(selectPoints(value).as("trend"))
          .select((member) =>
            jsonList(
              jsonObject({
                user_id: member.ref("member.id"),
                username: member.ref("member.username"),
                display_name: member.ref("member.display_name"),
                alias: member.ref("member.alias"),
                points: member.ref("trend.points"),
              }),
              [member.ref("member.id")],
            ).as("trends"),
          )
          .$asScalar()
          .$notNull()
          .as("trends"),
      ),
);

/** The points of a `member` within a period, ascending. */
function selectPoints({ from, to }: Pick<Placeholders<TrendsValues>, "from" | "to">) {
  return withAliases<{ member: "users" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select((eb) =>
      jsonList(
        jsonObject({
          date: eb.ref("snapshot.snapshot_date"),
          score: eb.ref("snapshot.cumulative_performance_score"),
          sums: selectSums(cumulativeSums, "snapshot"),
        }),
        [eb.ref("snapshot.snapshot_date")],
      ).as("points"),
    )
    .whereRef("snapshot.organization_id", "=", "member.organization_id")
    .whereRef("snapshot.user_id", "=", "member.id")
    .where((eb) => eb.between("snapshot.snapshot_date", from, to));
}

type TrendRow = {
  readonly user_id: MemberId;
  readonly username: string;
  readonly display_name: string;
  readonly alias: string;
  readonly points: readonly { date: LocalDate; score: ScoreHundredths | null; sums: number[] }[];
};

function toTrend(row: TrendRow): MemberTrend {
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    points: row.points.map((point) => ({ ...point, sums: readSums(point.sums) })),
  };
}
