import "server-only";
import { Prisma } from "@/lib/db/generated/client";

/**
 * A place in the order of the ranking, as `compareForRanking` has it: ranked members (0), then provisional ones (1), then
 * those without a score (2); within each the higher score, more tasks, the lower id.
 */
export type RankingPosition = {
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
export function comesAfter(position: RankingPosition | null): Prisma.Sql {
  if (position === null) return Prisma.sql`true`;
  const { place, score, tasks, userId } = position;
  return Prisma.sql`(${rankingKeys}) > (${place}::int, ${-score}::int, ${-tasks}::bigint, ${userId}::int)`;
}
