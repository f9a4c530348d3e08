import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { SUM_FIELDS, type Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays } from "@/lib/performance/domain/time/local-time";
import type { TeamSize } from "@/lib/performance/ledger/queries/groups";
import { joinSumsAtEndOf } from "@/lib/performance/ledger/queries/period-sums";
import { readSums } from "@/lib/performance/ledger/queries/sum-columns";

export type TeamPeriod = TeamSize & {
  /** Null for those who are in no team. */
  readonly name: string | null;
  /** The sum of the current scores, in hundredths. */
  readonly scoreTotal: number;
  /** All that its active members completed in the period. */
  readonly sums: Sums;
  /** For each sum, how many members added to it. */
  readonly people: Sums;
};

const gained = (index: number) =>
  `coalesce(at_end.sums[${index + 1}], 0) - coalesce(at_start.sums[${index + 1}], 0)`;
const total = Prisma.raw(SUM_FIELDS.map((_, index) => `sum(${gained(index)})`).join(", "));
const people = Prisma.raw(
  SUM_FIELDS.map((_, index) => `count(*) FILTER (WHERE ${gained(index)} <> 0)`).join(", "),
);

/** What each team completed in a period, and last those who are in none: one row a team, however many members. */
export async function listTeamPeriods(
  database: Database | Transaction,
  organizationId: number,
  period: Period,
): Promise<readonly TeamPeriod[]> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    SELECT team.id AS team_id, team.name, count(performance.user_id)::int AS members,
      count(performance.score)::int AS rated,
      coalesce(sum(performance.score), 0)::float8 AS score_total,
      ARRAY[${total}]::float8[] AS sums, ARRAY[${people}]::float8[] AS people
    FROM (
      SELECT id, name FROM teams WHERE organization_id = ${organizationId}
      UNION ALL SELECT NULL, NULL
    ) AS team
    LEFT JOIN (
      users AS member JOIN user_performance AS performance
        ON performance.organization_id = member.organization_id
        AND performance.user_id = member.id AND performance.is_active
    ) ON member.organization_id = ${organizationId} AND member.team_id IS NOT DISTINCT FROM team.id
    ${joinSumsAtEndOf(period.to, "at_end")}
    ${joinSumsAtEndOf(addDays(period.from, -1), "at_start")}
    GROUP BY team.id, team.name ORDER BY team.name NULLS LAST, team.id`);
  return rows.map((row) => ({
    teamId: row.team_id,
    name: row.name,
    members: row.members,
    rated: row.rated,
    scoreTotal: row.score_total,
    sums: readSums(row.sums),
    people: readSums(row.people),
  }));
}

type Row = {
  team_id: number | null;
  name: string | null;
  members: number;
  rated: number;
  score_total: number;
  sums: number[];
  people: number[];
};
