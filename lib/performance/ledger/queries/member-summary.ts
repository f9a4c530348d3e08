import "server-only";
import { expressionBuilder } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { type Aliased, kysely, type Operand, type Row, withAliases } from "@/lib/db/kysely";
import { unionAll } from "@/lib/db/rowsets";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { isRanked } from "./ranking-order";
import { readSums, runningSums, selectSums } from "./sum-columns";

/** A member's figures and rank. */
export type MemberSummary = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly sums: Sums;
  readonly policyVersion: number;
  readonly score: ScoreHundredths | null;
  readonly provisional: boolean;
  /** Null unless active and ranked. */
  readonly rank: number | null;
  /** Ranked members, this one included, whose score is not above this one. */
  readonly countNotAbove: number;
  readonly countRanked: number;
  /** Cumulative, of the last snapshot before `from`; without one of the first snapshot since. */
  readonly scoreBefore: ScoreHundredths | null;
};

/** Null where the organization has no such member. */
export async function findMemberSummary(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  from: LocalDate,
): Promise<MemberSummary | null> {
  const row = await selectRow(database, selectMemberSummary({ organizationId, userId, from }));
  return row === null ? null : toMemberSummary(row);
}

type SummaryValues = { organizationId: number; userId: MemberId; from: LocalDate };

const selectMemberSummary = compileOnce((value: Placeholders<SummaryValues>) =>
  kysely
    .selectFrom("users as member")
    .innerJoin("user_performance as performance", (join) =>
      join
        .onRef("performance.organization_id", "=", "member.organization_id")
        .onRef("performance.user_id", "=", "member.id"),
    )
    .crossJoinLateral(countRanking().as("ranking"))
    .leftJoinLateral(selectScoreBefore(value.from).as("earlier"), (join) => join.onTrue())
    .select(memberSummaryColumns)
    .where("member.organization_id", "=", value.organizationId)
    .where("member.id", "=", value.userId),
);

type Ranking = { rank: number | null; not_above: number | null; ranked_members: number | null };
type Summarized = Aliased<{ member: "users"; performance: "user_performance" }> & {
  ranking: Ranking;
};
const summarized = expressionBuilder<Summarized, "member" | "performance" | "ranking">();

/**
 * The columns for `toMemberSummary`, of `users AS member`, `user_performance AS performance`, `ranking` (the rank,
 * members not above and members ranked) and `earlier`, the score before.
 */
export const memberSummaryColumns = [
  "member.id as user_id",
  "member.username",
  "member.display_name",
  "member.alias",
  selectSums(runningSums, "performance").as("sums"),
  "performance.policy_version",
  "performance.score",
  "performance.provisional",
  summarized
    .case()
    .when(summarized.and([summarized.ref("performance.is_active"), isRanked]))
    .then(summarized.ref("ranking.rank"))
    .end()
    .as("rank"),
  "ranking.not_above",
  "ranking.ranked_members",
  "earlier.score as score_before",
] as const;

/** The rank of one member of `performance` by counting, which is cheaper than to rank all. */
export function countRanking() {
  const performance = withAliases<{ performance: "user_performance" }>();
  return performance
    .selectFrom("user_performance as other")
    .select((eb) => {
      const countHigher = eb.fn
        .countAll()
        .filterWhere(
          eb.refTuple("other.score", "other.tasks"),
          ">",
          eb.refTuple("performance.score", "performance.tasks"),
        );
      const countNotAbove = eb.fn
        .countAll()
        .filterWhereRef("other.score", "<=", "performance.score");
      return [
        eb(castTo(countHigher, "int4"), "+", eb.lit<number>(1)).as("rank"),
        castTo(countNotAbove, "int4").as("not_above"),
        castTo(eb.fn.countAll(), "int4").as("ranked_members"),
      ];
    })
    .whereRef("other.organization_id", "=", "performance.organization_id")
    .where((eb) => eb.ref("other.is_active"))
    .where((eb) => eb.not(eb.ref("other.provisional")))
    .where("other.score", "is not", null);
}

/** The number of ranked members of an organization. */
export function countRanked(organizationId: Operand<number>) {
  return kysely
    .selectFrom("user_performance as performance")
    .select((eb) => castTo(eb.fn.countAll(), "int4").as("ranked_members"))
    .where("performance.organization_id", "=", organizationId)
    .where((eb) => eb.ref("performance.is_active"))
    .where(isRanked);
}

/** The cumulative score of a `member`'s last snapshot before a day; without one of the first snapshot since. */
export function selectScoreBefore(from: Operand<LocalDate>) {
  const snapshots = withAliases<{ member: "users" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select("snapshot.cumulative_performance_score as score")
    .whereRef("snapshot.organization_id", "=", "member.organization_id")
    .whereRef("snapshot.user_id", "=", "member.id")
    .limit(1);
  const last = snapshots
    .select((eb) => eb.lit<number>(1).as("preference"))
    .where("snapshot.snapshot_date", "<", from)
    .orderBy("snapshot.snapshot_date", "desc");
  const first = snapshots
    .select((eb) => eb.lit<number>(2).as("preference"))
    .where("snapshot.snapshot_date", ">=", from)
    .orderBy("snapshot.snapshot_date");
  return kysely
    .selectFrom(unionAll(last, first).as("candidate"))
    .select("candidate.score")
    .orderBy("candidate.preference")
    .limit(1);
}

export type MemberSummaryRow = Pick<Row<"users">, "username" | "display_name" | "alias"> &
  Pick<Row<"user_performance">, "user_id" | "policy_version" | "score" | "provisional"> &
  Ranking & {
    readonly sums: readonly number[];
    readonly score_before: ScoreHundredths | null;
  };

export function toMemberSummary(row: MemberSummaryRow): MemberSummary {
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    sums: readSums(row.sums),
    policyVersion: row.policy_version,
    score: row.score,
    provisional: row.provisional,
    rank: row.rank,
    countNotAbove: row.not_above ?? 0,
    countRanked: row.ranked_members ?? 0,
    scoreBefore: row.score_before,
  };
}
