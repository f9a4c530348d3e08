import "server-only";
import type { Database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { isActiveIn } from "@/lib/performance/ledger/queries/groups";
import { isRanked } from "@/lib/performance/ledger/queries/ranking-position";

/** The last local day for which what only time can award was awarded; null before the first. */
export async function findEvaluatedDay(
  database: Database,
  organizationId: number,
): Promise<LocalDate | null> {
  const [row] = await database.$queryRaw<{ day: LocalDate | null }[]>(Prisma.sql`
    SELECT evaluated_on::text AS day FROM organizations WHERE id = ${organizationId}`);
  return row?.day ?? null;
}

/** Keeps that a local day is done; a day before one that is done changes nothing. */
export async function keepEvaluatedDay(
  database: Database,
  organizationId: number,
  day: LocalDate,
): Promise<void> {
  await database.$executeRaw(Prisma.sql`
    UPDATE organizations SET evaluated_on = ${day}::date
    WHERE id = ${organizationId} AND (evaluated_on IS NULL OR evaluated_on < ${day}::date)`);
}

/** Every ranked member's rank in the organization, by member; ties share one. */
export async function listRanks(
  database: Database,
  organizationId: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await database.$queryRaw<{ user_id: number; rank: number }[]>(Prisma.sql`
    SELECT performance.user_id,
      rank() OVER (ORDER BY performance.score DESC, performance.tasks DESC)::int AS rank
    FROM user_performance AS performance
    WHERE ${toPrismaSql(isActiveIn(organizationId, { kind: "organization" }))} AND ${toPrismaSql(isRanked)}`);
  return new Map(rows.map(({ user_id: userId, rank }) => [userId, rank]));
}

/** Some members after one of them, deactivated ones too, in the order of their ids. */
export async function listMemberIdsAfter(
  database: Database,
  organizationId: number,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await database.userPerformance.findMany({
    where: { organizationId, userId: { gt: after } },
    orderBy: { userId: "asc" },
    select: { userId: true },
    take: limit,
  });
  return rows.map(({ userId }) => userId);
}
