import "server-only";
import { expressionBuilder } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { type Aliased, kysely, type Operand, type Row, withAliases } from "@/lib/db/kysely";
import { unionAll } from "@/lib/db/rowsets";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import { difference, type Sums } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import type { NewestEntry } from "./groups";
import { isRanked } from "./ranking-order";
import { cumulativeSums, readSums, readSumsOrNull, runningSums, selectSums } from "./sum-columns";

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
  /** The cumulative sums before the trend; null without a completion before it. */
  readonly sumsBefore: Sums | null;
  /** The cumulative score at the end of the first day since; null with a completion before, or without a score. */
  readonly firstScore: ScoreHundredths | null;
  /** The sums of the completions of the last days. */
  readonly recentSums: Sums;
  /** Null before the first entry. */
  readonly newestEntryId: LedgerEntryId | null;
};

/** The first local days of a summary's trend and of its recent figures. */
export type SummaryDays = { readonly trendFrom: LocalDate; readonly recentFrom: LocalDate };

/** Null where the organization has no such member. */
export async function findMemberSummary(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  { trendFrom, recentFrom }: SummaryDays,
): Promise<MemberSummary | null> {
  const values = { organizationId, userId, trendFrom, recentFrom };
  const row = await selectRow(database, selectMemberSummary(values));
  return row === null ? null : toMemberSummary(row);
}

type SummaryValues = SummaryDays & {
  readonly organizationId: number;
  readonly userId: MemberId;
};

const selectMemberSummary = compileOnce((value: Placeholders<SummaryValues>) =>
  kysely
    .selectFrom("users as member")
    .innerJoin("user_performance as performance", (join) =>
      join
        .onRef("performance.organization_id", "=", "member.organization_id")
        .onRef("performance.user_id", "=", "member.id"),
    )
    .crossJoinLateral(countRanking().as("ranking"))
    .leftJoinLateral(selectSnapshotAt(value.trendFrom).as("earlier"), (join) => join.onTrue())
    .leftJoinLateral(selectSumsBefore(value.recentFrom).as("before_recent"), (join) =>
      join.onTrue(),
    )
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
 * members not above and members ranked), `earlier` and `before_recent`.
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
  "performance.newest_entry_id",
  "earlier.is_before",
  "earlier.score as earlier_score",
  "earlier.sums as earlier_sums",
  "before_recent.sums as sums_before_recent",
] as const;

/** For a response whose own statement does not read the member: read before it, so that it is never newer. */
export async function findMemberNewestEntry(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<NewestEntry> {
  const row = await selectRow(database, selectMemberNewestEntry({ organizationId, userId }));
  return {
    newestEntryId: row?.newest_entry_id ?? null,
    policyVersion: row?.policy_version ?? null,
  };
}

const selectMemberNewestEntry = compileOnce(
  (value: Placeholders<{ organizationId: number; userId: MemberId }>) =>
    kysely
      .selectFrom("user_performance as performance")
      .select(["performance.newest_entry_id", "performance.policy_version"])
      .where("performance.organization_id", "=", value.organizationId)
      .where("performance.user_id", "=", value.userId),
);

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

/** A `member`'s last snapshot before a day; without one the first snapshot since. */
export function selectSnapshotAt(from: Operand<LocalDate>) {
  const snapshots = withAliases<{ member: "users" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select("snapshot.cumulative_performance_score as score")
    .select(selectSums(cumulativeSums, "snapshot").as("sums"))
    .whereRef("snapshot.organization_id", "=", "member.organization_id")
    .whereRef("snapshot.user_id", "=", "member.id")
    .limit(1);
  const last = snapshots
    .select((eb) => eb.lit<boolean>(true).as("is_before"))
    .where("snapshot.snapshot_date", "<", from)
    .orderBy("snapshot.snapshot_date", "desc");
  const first = snapshots
    .select((eb) => eb.lit<boolean>(false).as("is_before"))
    .where("snapshot.snapshot_date", ">=", from)
    .orderBy("snapshot.snapshot_date");
  return kysely
    .selectFrom(unionAll(last, first).as("candidate"))
    .select(["candidate.is_before", "candidate.score", "candidate.sums"])
    .orderBy("candidate.is_before", "desc")
    .limit(1);
}

/** The cumulative `sums` of a `member`'s last snapshot before a day. */
export function selectSumsBefore(from: Operand<LocalDate>) {
  return withAliases<{ member: "users" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select(selectSums(cumulativeSums, "snapshot").as("sums"))
    .whereRef("snapshot.organization_id", "=", "member.organization_id")
    .whereRef("snapshot.user_id", "=", "member.id")
    .where("snapshot.snapshot_date", "<", from)
    .orderBy("snapshot.snapshot_date", "desc")
    .limit(1);
}

export type MemberSummaryRow = Pick<Row<"users">, "username" | "display_name" | "alias"> &
  Pick<Row<"user_performance">, "user_id" | "policy_version" | "score" | "provisional"> &
  Ranking & {
    readonly sums: readonly number[];
    readonly newest_entry_id: LedgerEntryId | null;
    readonly is_before: boolean | null;
    readonly earlier_score: ScoreHundredths | null;
    readonly earlier_sums: readonly number[] | null;
    readonly sums_before_recent: readonly number[] | null;
  };

export function toMemberSummary(row: MemberSummaryRow): MemberSummary {
  const isBefore = row.is_before === true;
  const sums = readSums(row.sums);
  const beforeRecent = readSumsOrNull(row.sums_before_recent);
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    sums,
    policyVersion: row.policy_version,
    score: row.score,
    provisional: row.provisional,
    rank: row.rank,
    countNotAbove: row.not_above ?? 0,
    countRanked: row.ranked_members ?? 0,
    sumsBefore: isBefore ? readSumsOrNull(row.earlier_sums) : null,
    firstScore: isBefore ? null : row.earlier_score,
    recentSums: beforeRecent === null ? sums : difference(sums, beforeRecent),
    newestEntryId: row.newest_entry_id,
  };
}
