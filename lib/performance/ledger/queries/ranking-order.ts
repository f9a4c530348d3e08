import "server-only";
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Placeholders } from "@/lib/db/compile-once";
import { kysely, type Operand, type Row, withAliases } from "@/lib/db/kysely";
import { unionAll } from "@/lib/db/rowsets";
import { anyOf, castTo } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { type ScoreHundredths, ZERO_SCORE } from "@/lib/performance/domain/units/score-hundredths";
import { type GroupOperand, isActiveIn } from "./groups";

/**
 * A position in the order of `compareForRanking`: ranked members (0), then provisional ones (1), then members without a
 * score (2); within each the higher score, more tasks, the lower id.
 */
export type RankingCursor = {
  readonly place: 0 | 1 | 2;
  /** 0 without a score. */
  readonly score: ScoreHundredths;
  readonly tasks: number;
  readonly userId: MemberId;
};

/** The form of a statement for a position: without one, after a ranked member, or after another member. */
export type CursorForm = "first" | "ranked" | "unranked";

type CursorValues = {
  readonly afterPlace: number;
  readonly afterScore: ScoreHundredths;
  readonly afterTasks: number;
  readonly afterUserId: MemberId;
};

const BEFORE_FIRST: RankingCursor = { place: 0, score: ZERO_SCORE, tasks: 0, userId: 0 };

/** The form, and the values for its placeholders. */
export function toCursorOperand(cursor: RankingCursor | null): {
  readonly form: CursorForm;
  readonly values: CursorValues;
} {
  const { place, score, tasks, userId } = cursor ?? BEFORE_FIRST;
  const values = { afterPlace: place, afterScore: score, afterTasks: tasks, afterUserId: userId };
  if (cursor === null) return { form: "first", values };
  return { form: place === 0 ? "ranked" : "unranked", values };
}

/** A row with the keys of the order. */
type OrderedRow = Pick<Row<"user_performance">, "user_id" | "score" | "tasks"> & {
  place: number;
};

const performance = withAliases<{ performance: "user_performance" }>();
const person = expressionBuilder<{ person: OrderedRow }, "person">();

/** The `place` of a row of `user_performance AS performance`. */
export const selectPlace = performance
  .case()
  .when("performance.score", "is", null)
  .then(performance.lit(2))
  .when(performance.ref("performance.provisional"))
  .then(performance.lit(1))
  .else(performance.lit(0))
  .end();

const keys = [
  person.ref("person.place"),
  person.neg(person.fn.coalesce("person.score", person.lit(0))),
  person.neg(person.ref("person.tasks")),
  person.ref("person.user_id"),
];

/** The keys of the order, ascending, of a `person` with place, score, tasks and user_id. */
export const rankingKeys = sql.join(keys);

/** The same keys as columns, to compare a row with those of another. */
export const rankingKeyColumns = keys.map((key, index) => sql`${key}`.as(`key_${index}`));

/** The same keys, descending. */
export const rankingKeysDescending = sql.join(keys.map((key) => sql`${key} desc`));

/** Whether a `person` comes after a position; true without a position. */
function comesAfter(form: CursorForm, position: Placeholders<CursorValues>): Expression<SqlBool> {
  if (form === "first") return person.lit(true);
  const { afterPlace, afterScore, afterTasks, afterUserId } = position;
  return sql`(${rankingKeys}) > (${afterPlace}::int4, -(${afterScore}::int4), -(${afterTasks}::int8), ${afterUserId}::int4)`;
}

/** Whether a row of `user_performance AS performance` is ranked: the predicate of the ranking's index. */
export const isRanked = performance.and([
  performance.not(performance.ref("performance.provisional")),
  performance("performance.score", "is not", null),
]);

export type OrderedPage = {
  readonly form: CursorForm;
  readonly position: Placeholders<CursorValues>;
  readonly limit: Operand<number>;
  /** Leaves out all members but these; null: no member. */
  readonly among?: RawBuilder<readonly MemberId[]> | null;
};

/**
 * A page of the members of a group after a position, in order. Ranked members are read in the order of the ranking's
 * index, however far down.
 */
export function selectInOrder(
  organizationId: Operand<number>,
  group: GroupOperand,
  { form, position, limit, among = null }: OrderedPage,
) {
  const members = kysely
    .selectFrom("user_performance as performance")
    .select([
      ...(["performance.user_id", "performance.score"] as const),
      ...(["performance.tasks", "performance.provisional"] as const),
    ])
    .where(isActiveIn(organizationId, group))
    .where(isAmong(among));
  const ranked = members
    .select((eb) => eb.lit<number>(0).as("place"))
    .where(isRanked)
    .where(isRankedAfter(form, position))
    .orderBy("performance.score", "desc")
    .orderBy("performance.tasks", "desc")
    .orderBy("performance.user_id")
    .limit(limit);
  const others = members.select(selectPlace.as("place")).where(performance.not(isRanked));
  const othersAfter = kysely
    .selectFrom(others.as("person"))
    .selectAll()
    .where(comesAfter(form, position))
    .orderBy(rankingKeys)
    .limit(limit);
  return kysely
    .selectFrom(unionAll(ranked, othersAfter).as("person"))
    .selectAll()
    .orderBy(rankingKeys)
    .limit(limit);
}

function isAmong(userIds: RawBuilder<readonly MemberId[]> | null): Expression<SqlBool> {
  return userIds === null
    ? performance.lit(true)
    : performance("performance.user_id", "=", anyOf(userIds));
}

function isRankedAfter(
  form: CursorForm,
  { afterScore, afterTasks, afterUserId }: Placeholders<CursorValues>,
): Expression<SqlBool> {
  if (form === "first") return performance.lit(true);
  if (form === "unranked") return performance.lit(false);
  const keysOfRow = performance.refTuple("performance.score", "performance.tasks");
  const keysOfPosition = performance.tuple(castTo(afterScore, "int4"), castTo(afterTasks, "int8"));
  return performance(keysOfRow, "<=", keysOfPosition).and(
    performance(keysOfRow, "<", keysOfPosition).or("performance.user_id", ">", afterUserId),
  );
}

/**
 * The ranks of a group's ranked members down to a score: `rank`, and `higher`, the number of members with a higher
 * score. A rank depends on the members above only, so the rest of the index is not read.
 */
export function rankDownTo(
  organizationId: Operand<number>,
  group: GroupOperand,
  lowestScore: Expression<ScoreHundredths | null>,
) {
  return kysely
    .selectFrom("user_performance as performance")
    .select((eb) => {
      const rank = eb.fn
        .agg<bigint>("rank")
        .over((over) =>
          over.orderBy("performance.score", "desc").orderBy("performance.tasks", "desc"),
        );
      const rankByScore = eb.fn
        .agg<bigint>("rank")
        .over((over) => over.orderBy("performance.score", "desc"));
      return [
        "performance.user_id",
        castTo(rank, "int4").as("rank"),
        eb(castTo(rankByScore, "int4"), "-", eb.lit<number>(1)).as("higher"),
      ];
    })
    .where(isActiveIn(organizationId, group))
    .where(isRanked)
    .where("performance.score", ">=", lowestScore);
}
