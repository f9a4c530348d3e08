import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { type Group, isActiveIn } from "./groups";

/**
 * A place in the order of the ranking, as `compareForRanking` has it: ranked members (0), then provisional ones (1), then
 * those without a score (2); within each the higher score, more tasks, the lower id.
 */
export type RankingCursor = {
  readonly place: 0 | 1 | 2;
  /** Hundredths; 0 without a score. */
  readonly score: number;
  readonly tasks: number;
  readonly userId: number;
};

/** Whom `place` puts where, of `user_performance AS performance`. */
export const selectPlace = Prisma.sql`
  CASE WHEN performance.score IS NULL THEN 2 WHEN performance.provisional THEN 1 ELSE 0 END`;

/** The keys of the order, ascending, of a row with place, score, tasks and user_id. */
export const rankingKeys = Prisma.sql`person.place, -coalesce(person.score, 0), -person.tasks, person.user_id`;

/** The same keys, descending. */
export const rankingKeysDescending = Prisma.sql`person.place DESC, -coalesce(person.score, 0) DESC, -person.tasks DESC, person.user_id DESC`;

/** Holds for the rows of `person` that come after a position; for all where there is none. */
export function comesAfter(position: RankingCursor | null): Prisma.Sql {
  if (position === null) return Prisma.sql`true`;
  const { place, score, tasks, userId } = position;
  return Prisma.sql`(${rankingKeys}) > (${place}::int, ${-score}::int, ${-tasks}::bigint, ${userId}::int)`;
}

/** Holds for the rows of `user_performance AS performance` that take part in a ranking; the words of the ranking's index. */
export const isRanked = Prisma.sql`NOT performance.provisional AND performance.score IS NOT NULL`;

export type OrderedPage = {
  readonly after: RankingCursor | null;
  readonly limit: number;
  /** Leaves out whoever is not one of them; null: nobody. */
  readonly among?: readonly number[] | null;
};

/**
 * The members of a group after a position, so many, in order: user_id, score, tasks, provisional and place. Ranked ones
 * come as the ranking's index has them, however far down.
 */
export function selectInOrder(
  organizationId: number,
  group: Group,
  { after, limit, among = null }: OrderedPage,
): Prisma.Sql {
  const wanted = Prisma.sql`${isActiveIn(organizationId, group)} AND ${isAmong(among)}`;
  return Prisma.sql`
    SELECT * FROM (
      (SELECT performance.user_id, performance.score, performance.tasks, performance.provisional, 0 AS place
        FROM user_performance AS performance
        WHERE ${wanted} AND ${isRanked} AND ${isRankedAfter(after)}
        ORDER BY performance.score DESC, performance.tasks DESC, performance.user_id LIMIT ${limit})
      UNION ALL
      (SELECT * FROM (
          SELECT performance.user_id, performance.score, performance.tasks, performance.provisional,
            ${selectPlace} AS place
          FROM user_performance AS performance
          WHERE ${wanted} AND NOT (${isRanked})
        ) AS person WHERE ${comesAfter(after)} ORDER BY ${rankingKeys} LIMIT ${limit})
    ) AS person ORDER BY ${rankingKeys} LIMIT ${limit}`;
}

function isAmong(userIds: readonly number[] | null): Prisma.Sql {
  return userIds === null ? Prisma.sql`true` : Prisma.sql`performance.user_id = ANY(${userIds})`;
}

function isRankedAfter(position: RankingCursor | null): Prisma.Sql {
  if (position === null) return Prisma.sql`true`;
  if (position.place !== 0) return Prisma.sql`false`;
  const { score, tasks, userId } = position;
  return Prisma.sql`(performance.score, performance.tasks) <= (${score}::int, ${tasks}::bigint)
    AND ((performance.score, performance.tasks) < (${score}::int, ${tasks}::bigint)
      OR performance.user_id > ${userId}::int)`;
}

/**
 * The ranks of a group's ranked members down to the lowest score of `listed`: `rank`, and `higher`, how many have a higher
 * score. A rank depends on those above alone, so the rest of the index is not read.
 */
export function rankListed(
  organizationId: number,
  group: Group,
  listed: "page" | "listed",
): Prisma.Sql {
  return Prisma.sql`
    SELECT performance.user_id,
      rank() OVER (ORDER BY performance.score DESC, performance.tasks DESC)::int AS rank,
      (rank() OVER (ORDER BY performance.score DESC) - 1)::int AS higher
    FROM user_performance AS performance
    WHERE ${isActiveIn(organizationId, group)} AND ${isRanked}
      AND performance.score >= (SELECT min(score) FROM ${Prisma.raw(listed)} WHERE place = 0)`;
}
