import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { ScorePoint } from "@/lib/performance/domain/ledger/score-line";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type GroupDays,
  groupDaysColumns,
  toGroupDays,
  withDayTotals,
} from "@/lib/performance/ledger/queries/group-days";
import { type Group, toGroupOperand } from "@/lib/performance/ledger/queries/groups";
import { selectSumsAtEndOf } from "@/lib/performance/ledger/queries/period-sums";
import { readSumsOrNull } from "@/lib/performance/ledger/queries/sum-columns";
import { selectPoints, toScorePoint } from "@/lib/performance/ledger/queries/trend-points";

/** A member and their points. */
export type MemberTrend = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  /** The cumulative sums before the period; null without a completion before it. */
  readonly sumsBefore: Sums | null;
  readonly snapshots: readonly ScorePoint[];
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
    selectGroupTrends(
      { organizationId, groupId, from, to, dayBefore: addDays(from, -1), afterId, limit },
      kind,
    ),
  );
  if (row === null) throw new Error("A total has one row, also without members.");
  return { ...toGroupDays(row), trends: row.trends.map(toTrend) };
}

type TrendsValues = {
  readonly organizationId: number;
  readonly groupId: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayBefore: LocalDate;
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
          .innerJoin("user_performance as performance", (join) =>
            join
              .on("performance.organization_id", "=", value.organizationId)
              .onRef("performance.user_id", "=", "page.user_id"),
          )
          .crossJoinLateral(selectPoints(value.from, value.to).as("trend"))
          .leftJoinLateral(selectSumsAtEndOf(value.dayBefore).as("before"), (join) => join.onTrue())
          .select((member) =>
            jsonList(
              jsonObject({
                user_id: member.ref("member.id"),
                username: member.ref("member.username"),
                display_name: member.ref("member.display_name"),
                alias: member.ref("member.alias"),
                sums_before: member.ref("before.sums"),
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

type TrendRow = {
  readonly user_id: MemberId;
  readonly username: string;
  readonly display_name: string;
  readonly alias: string;
  readonly sums_before: readonly number[] | null;
  readonly points: readonly Parameters<typeof toScorePoint>[0][];
};

function toTrend(row: TrendRow): MemberTrend {
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    sumsBefore: readSumsOrNull(row.sums_before),
    snapshots: row.points.map(toScorePoint),
  };
}
