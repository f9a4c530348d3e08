import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type Group, isActiveIn } from "@/lib/performance/ledger/queries/groups";
import {
  isRanked,
  type OrderedPage,
  rankingKeys,
  rankingKeysDescending,
  rankListed,
  selectInOrder,
  selectPlace,
} from "@/lib/performance/ledger/queries/ranking-position";

/** A member of a leaderboard, by their current score. */
export type LeaderboardMember = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  /** Hundredths. */
  readonly score: number | null;
  readonly tasks: number;
  readonly provisional: boolean;
  /** Among the group's ranked members. */
  readonly rank: number | null;
};

/** A page after a position, or one with somebody in it and so many before them. */
export type LeaderboardPage =
  | ({ readonly kind: "after" } & Required<OrderedPage>)
  | {
      readonly kind: "around";
      readonly userId: number;
      readonly before: number;
      readonly limit: number;
    };

export type LeaderboardRows = {
  readonly members: number;
  readonly ranked: number;
  readonly rows: readonly LeaderboardMember[];
};

/** A page of a group's leaderboard, in the order of the ranking; without rows where nobody is there to be around. */
export async function listLeaderboard(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  page: LeaderboardPage,
): Promise<LeaderboardRows> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    WITH figures AS (
      SELECT count(*)::int AS members, (count(*) FILTER (WHERE ${isRanked}))::int AS ranked_members
      FROM user_performance AS performance WHERE ${isActiveIn(organizationId, group)}
    ), page AS (${selectPage(organizationId, group, page)}),
    ranking AS (${rankListed(organizationId, group, "page")})
    SELECT figures.members, figures.ranked_members, person.user_id, member.username,
      member.display_name, member.alias, person.score, person.tasks::float8 AS tasks,
      person.provisional, ranking.rank
    FROM figures LEFT JOIN page AS person ON true
    LEFT JOIN users AS member ON member.organization_id = ${organizationId} AND member.id = person.user_id
    LEFT JOIN ranking ON ranking.user_id = person.user_id
    ORDER BY ${rankingKeys}`);
  const [figures] = rows;
  return {
    members: figures?.members ?? 0,
    ranked: figures?.ranked_members ?? 0,
    rows: rows.flatMap((row) => (row.user_id === null ? [] : readMember(row))),
  };
}

function selectPage(organizationId: number, group: Group, page: LeaderboardPage): Prisma.Sql {
  if (page.kind === "after") return selectInOrder(organizationId, group, page);
  const keys = Prisma.sql`SELECT ${rankingKeys} FROM person WHERE user_id = ${page.userId}`;
  return Prisma.sql`
    WITH person AS (
      SELECT performance.user_id, performance.score, performance.tasks, performance.provisional,
        ${selectPlace} AS place
      FROM user_performance AS performance WHERE ${isActiveIn(organizationId, group)}
    )
    SELECT * FROM (
      (SELECT * FROM person WHERE (${rankingKeys}) < (${keys})
        ORDER BY ${rankingKeysDescending} LIMIT ${page.before})
      UNION ALL
      (SELECT * FROM person WHERE (${rankingKeys}) >= (${keys})
        ORDER BY ${rankingKeys} LIMIT ${page.limit})
    ) AS person ORDER BY ${rankingKeys} LIMIT ${page.limit}`;
}

type MemberRow = {
  user_id: number;
  username: string;
  display_name: string;
  alias: string;
  score: number | null;
  tasks: number;
  provisional: boolean;
  rank: number | null;
};
type Row = { members: number; ranked_members: number } & (MemberRow | { user_id: null });

function readMember(row: MemberRow): LeaderboardMember {
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    score: row.score,
    tasks: row.tasks,
    provisional: row.provisional,
    rank: row.rank,
  };
}
