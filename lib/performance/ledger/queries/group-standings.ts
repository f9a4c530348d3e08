import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { type Group, isActiveIn } from "./groups";
import {
  countRanked,
  joinScoreBefore,
  type MemberSummary,
  type MemberSummaryRow,
  memberSummaryColumns,
  readMemberSummary,
} from "./member-standing";
import { type RankingCursor, rankingKeys, rankListed, selectInOrder } from "./ranking-position";

export type GroupSummariesQuery = {
  /** The first so many ranked members. */
  readonly top: number;
  /** So many members in the order of the ranking, after a position. */
  readonly limit: number;
  readonly after: RankingCursor | null;
  /** The local day before which `scoreBefore` lies. */
  readonly from: LocalDate;
};

export type GroupSummaries = {
  readonly members: number;
  /** Members with a score. */
  readonly rated: number;
  /** The sum of their scores, in hundredths. */
  readonly scoreTotal: number;
  readonly top: readonly MemberSummary[];
  readonly page: readonly MemberSummary[];
};

type ListedRow = MemberSummaryRow & { in_top: boolean; in_page: boolean };
type Row = { members: number; rated: number; score_total: number } & (
  | ListedRow
  | { user_id: null }
);

/** A group's figures, its best and a page of its members, in the order of the ranking. */
export async function listGroupSummaries(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  { top, limit, after, from }: GroupSummariesQuery,
): Promise<GroupSummaries> {
  const first = { after: null, limit: top };
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    WITH figures AS (
      SELECT count(*)::int AS members, count(score)::int AS rated,
        coalesce(sum(score), 0)::float8 AS score_total
      FROM user_performance AS performance WHERE ${isActiveIn(organizationId, group)}
    ), listed AS (
      SELECT user_id, score, place, bool_or(in_top) AS in_top, bool_or(NOT in_top) AS in_page FROM (
        SELECT *, true AS in_top FROM (${selectInOrder(organizationId, group, first)}) AS best WHERE place = 0
        UNION ALL
        SELECT *, false FROM (${selectInOrder(organizationId, group, { after, limit })}) AS page
      ) AS wanted GROUP BY user_id, score, place
    ), ranking AS (${rankListed(organizationId, { kind: "organization" }, "listed")}),
    standing AS (
      SELECT listed.in_top, listed.in_page, listed.place, performance.tasks, ${memberSummaryColumns}
      FROM listed
      JOIN users AS member ON member.organization_id = ${organizationId} AND member.id = listed.user_id
      JOIN user_performance AS performance ON performance.organization_id = ${organizationId}
        AND performance.user_id = listed.user_id
      LEFT JOIN (
        SELECT ranking.user_id, ranking.rank, total.ranked_members,
          total.ranked_members - ranking.higher AS not_above
        FROM ranking CROSS JOIN (${countRanked(organizationId)}) AS total
      ) AS ranking ON ranking.user_id = listed.user_id
      ${joinScoreBefore(from)}
    )
    SELECT figures.members, figures.rated, figures.score_total, person.*
    FROM figures LEFT JOIN standing AS person ON true
    ORDER BY ${rankingKeys}`);
  const [figures] = rows;
  if (figures === undefined) throw new Error("A count gives one row, also of nobody.");
  const listed = rows.filter((row): row is Row & ListedRow => row.user_id !== null);
  return {
    members: figures.members,
    rated: figures.rated,
    scoreTotal: figures.score_total,
    top: listed.filter(({ in_top }) => in_top).map(readMemberSummary),
    page: listed.filter(({ in_page }) => in_page).map(readMemberSummary),
  };
}
