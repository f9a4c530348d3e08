import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { readSums, selectSums } from "./sum-columns";

/** A member and where they stand now. */
export type MemberSummary = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly sums: Sums;
  readonly policyVersion: number;
  /** Hundredths. */
  readonly score: number | null;
  readonly provisional: boolean;
  /** Null unless active and ranked. */
  readonly rank: number | null;
  /** Ranked members, oneself included, whose score is not above this one. */
  readonly countNotAbove: number;
  readonly countRanked: number;
  /** Cumulative, in hundredths: of the last snapshot before `from`, where there is none of the first from then on. */
  readonly scoreBefore: number | null;
};

/** A member's standing, and what their score was before a local day; null where the organization has no such member. */
export async function findMemberSummary(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  from: LocalDate,
): Promise<MemberSummary | null> {
  const [row] = await database.$queryRaw<MemberSummaryRow[]>(Prisma.sql`
    SELECT ${memberSummaryColumns}
    FROM users AS member
    JOIN user_performance AS performance ON performance.organization_id = member.organization_id
      AND performance.user_id = member.id
    CROSS JOIN LATERAL (${countRanking}) AS ranking
    ${joinScoreBefore(from)}
    WHERE member.organization_id = ${organizationId} AND member.id = ${userId}`);
  return row === undefined ? null : readMemberSummary(row);
}

/**
 * What `readMemberSummary` reads, of `users AS member`, `user_performance AS performance`, `ranking` (the rank, members not above
 * and members ranked) and the join of `joinScoreBefore`.
 */
export const memberSummaryColumns = Prisma.sql`
  member.id AS user_id, member.username, member.display_name, member.alias,
  ${selectSums("running", "performance")} AS sums,
  performance.policy_version, performance.score, performance.provisional,
  CASE WHEN performance.is_active AND NOT performance.provisional AND performance.score IS NOT NULL
    THEN ranking.rank END AS rank,
  ranking.not_above, ranking.ranked_members, earlier.score AS score_before`;

/** Where one member stands among the ranked ones: a count, cheaper than to rank all. */
export const countRanking = Prisma.sql`
  SELECT
    (count(*) FILTER (WHERE (other.score, other.tasks) > (performance.score, performance.tasks)) + 1)::int AS rank,
    count(*) FILTER (WHERE other.score <= performance.score)::int AS not_above,
    count(*)::int AS ranked_members
  FROM user_performance AS other
  WHERE other.organization_id = performance.organization_id
    AND other.is_active AND NOT other.provisional AND other.score IS NOT NULL`;

/** How many ranked members an organization has. */
export function countRanked(organizationId: number): Prisma.Sql {
  return Prisma.sql`
    SELECT count(*)::int AS ranked_members FROM user_performance
    WHERE organization_id = ${organizationId} AND is_active AND NOT provisional AND score IS NOT NULL`;
}

/** `earlier.score`: the cumulative score of the last snapshot before a day, where there is none of the first from then on. */
export function joinScoreBefore(from: LocalDate): Prisma.Sql {
  return Prisma.sql`
    LEFT JOIN LATERAL (
      SELECT candidate.score FROM (
        (SELECT cumulative_performance_score AS score, 1 AS preference FROM performance_snapshots
          WHERE organization_id = member.organization_id AND user_id = member.id
            AND snapshot_date < ${from}::date
          ORDER BY snapshot_date DESC LIMIT 1)
        UNION ALL
        (SELECT cumulative_performance_score, 2 FROM performance_snapshots
          WHERE organization_id = member.organization_id AND user_id = member.id
            AND snapshot_date >= ${from}::date
          ORDER BY snapshot_date LIMIT 1)
      ) AS candidate ORDER BY candidate.preference LIMIT 1
    ) AS earlier ON true`;
}

export type MemberSummaryRow = {
  user_id: number;
  username: string;
  display_name: string;
  alias: string;
  sums: number[];
  policy_version: number;
  score: number | null;
  provisional: boolean;
  rank: number | null;
  not_above: number | null;
  ranked_members: number | null;
  score_before: number | null;
};

export function readMemberSummary(row: MemberSummaryRow): MemberSummary {
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
