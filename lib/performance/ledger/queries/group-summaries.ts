import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import {
  type ScoreHundredths,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import {
  type Group,
  isActiveIn,
  type NewestEntry,
  newestEntryColumns,
  toGroupOperand,
} from "./groups";
import {
  countRanked,
  type MemberSummary,
  type MemberSummaryRow,
  memberSummaryColumns,
  type SummaryDays,
  selectSnapshotAt,
  selectSumsBefore,
  toMemberSummary,
} from "./member-summary";
import {
  type CursorForm,
  type RankingCursor,
  rankDownTo,
  rankingKeys,
  selectInOrder,
  toCursorOperand,
} from "./ranking-order";

export type GroupSummariesQuery = {
  /** The number of ranked members, best first. */
  readonly top: number;
  /** The number of members of a page, in the order of the ranking after a position. */
  readonly limit: number;
  readonly after: RankingCursor | null;
  readonly days: SummaryDays;
};

export type GroupSummaries = NewestEntry & {
  readonly members: number;
  /** Members with a score. */
  readonly rated: number;
  /** The sum of their scores. */
  readonly scoreTotal: ScoreHundredths;
  readonly top: readonly MemberSummary[];
  readonly page: readonly MemberSummary[];
};

/** A group's figures, its best and a page of its members, in the order of the ranking. */
export async function listGroupSummaries(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  { top, limit, after, days }: GroupSummariesQuery,
): Promise<GroupSummaries> {
  const { kind, id: groupId } = toGroupOperand(group);
  const { form, values: position } = toCursorOperand(after);
  const { trendFrom, recentFrom } = days;
  const values = { organizationId, groupId, top, limit, trendFrom, recentFrom, ...position };
  const rows = await selectRows(database, selectGroupSummaries(values, { kind, form }));
  const [figures] = rows;
  if (figures === undefined) throw new Error("A count has one row, also without members.");
  const listed = rows.filter(isListed);
  return {
    members: figures.members,
    newestEntryId: figures.group_entry_id,
    policyVersion: figures.group_policy,
    rated: figures.rated,
    scoreTotal: toScoreHundredths(figures.score_total),
    top: listed.filter(({ in_top }) => in_top).map(toMemberSummary),
    page: listed.filter(({ in_page }) => in_page).map(toMemberSummary),
  };
}

type ListedRow = MemberSummaryRow & { readonly in_top: boolean; readonly in_page: boolean };

/** A group without members has one row, with the figures alone. */
function isListed<Row extends { readonly user_id: number | null }>(
  row: Row,
): row is Row & ListedRow {
  return row.user_id !== null;
}

type Values = ReturnType<typeof toCursorOperand>["values"] &
  SummaryDays & {
    readonly organizationId: number;
    readonly groupId: number;
    readonly top: number;
    readonly limit: number;
  };
type Form = { readonly kind: Group["kind"]; readonly form: CursorForm };

/**
 * Reads sums and snapshots for the listed members only. The joined parts are materialized: with the statistics of
 * another organization, the planner may otherwise compute them anew for every member.
 */
const selectGroupSummaries = compileVariants((value: Placeholders<Values>, form: Form) => {
  const { organizationId } = value;
  return selectListed(value, form)
    .with(
      (cte) => cte("ranking").materialized(),
      (db) =>
        rankDownTo(
          organizationId,
          { kind: "organization", id: 0 },
          db
            .selectFrom("listed")
            .select((eb) => eb.fn.min("listed.score").as("score"))
            .where("listed.place", "=", 0)
            .$asScalar(),
        ),
    )
    .with(
      (cte) => cte("person").materialized(),
      (db) =>
        db
          .selectFrom("listed")
          .innerJoin("users as member", (join) =>
            join
              .on("member.organization_id", "=", organizationId)
              .onRef("member.id", "=", "listed.user_id"),
          )
          .innerJoin("user_performance as performance", (join) =>
            join
              .on("performance.organization_id", "=", organizationId)
              .onRef("performance.user_id", "=", "listed.user_id"),
          )
          .leftJoin(
            db
              .selectFrom("ranking")
              .crossJoin(countRanked(organizationId).as("total"))
              .select((eb) => [
                "ranking.user_id",
                "ranking.rank",
                "total.ranked_members",
                eb("total.ranked_members", "-", eb.ref("ranking.higher")).as("not_above"),
              ])
              .as("ranking"),
            "ranking.user_id",
            "listed.user_id",
          )
          .leftJoinLateral(selectSnapshotAt(value.trendFrom).as("earlier"), (join) => join.onTrue())
          .leftJoinLateral(selectSumsBefore(value.recentFrom).as("before_recent"), (join) =>
            join.onTrue(),
          )
          .select(["listed.in_top", "listed.in_page", "listed.place", "performance.tasks"])
          .select(memberSummaryColumns),
    )
    .selectFrom("figures")
    .leftJoin("person", (join) => join.onTrue())
    .select(["figures.members", "figures.rated", "figures.score_total"])
    .select(["figures.newest_entry_id as group_entry_id", "figures.policy_version as group_policy"])
    .selectAll("person")
    .orderBy(rankingKeys);
});

/** `figures` of the group, and `listed`: the members among its best, on the page, or both. */
function selectListed(value: Placeholders<Values>, { kind, form }: Form) {
  const { organizationId } = value;
  const group = { kind, id: value.groupId };
  const best = kysely
    .selectFrom(
      selectInOrder(organizationId, group, { form: "first", position: value, limit: value.top }).as(
        "best",
      ),
    )
    .selectAll()
    .select((eb) => eb.lit<boolean>(true).as("in_top"))
    .where("best.place", "=", 0);
  const page = kysely
    .selectFrom(
      selectInOrder(organizationId, group, { form, position: value, limit: value.limit }).as(
        "page",
      ),
    )
    .selectAll()
    .select((eb) => eb.lit<boolean>(false).as("in_top"));
  return kysely
    .with("figures", (db) =>
      db
        .selectFrom("user_performance as performance")
        .select((eb) => [
          castTo(eb.fn.countAll(), "int4").as("members"),
          castTo(eb.fn.count("performance.score"), "int4").as("rated"),
          castTo(
            eb.fn.coalesce(eb.fn.sum<bigint>("performance.score"), eb.lit<number>(0)),
            "float8",
          ).as("score_total"),
          ...newestEntryColumns,
        ])
        .where(isActiveIn(organizationId, group)),
    )
    .with("listed", (db) =>
      db
        .selectFrom(best.unionAll(page).as("wanted"))
        .select((eb) => [
          "wanted.user_id",
          "wanted.score",
          "wanted.place",
          eb.fn.agg<boolean>("bool_or", ["wanted.in_top"]).as("in_top"),
          eb.fn.agg<boolean>("bool_or", [eb.not(eb.ref("wanted.in_top"))]).as("in_page"),
        ])
        .groupBy(["wanted.user_id", "wanted.score", "wanted.place"]),
    );
}
