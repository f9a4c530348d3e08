import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import { SUM_FIELDS, type Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import {
  type ScoreHundredths,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import {
  type NewestEntry,
  selectTeamMembers,
  selectTeams,
  type TeamSize,
} from "@/lib/performance/ledger/queries/groups";
import { selectSumsAtEndOf } from "@/lib/performance/ledger/queries/period-sums";
import { readSums } from "@/lib/performance/ledger/queries/sum-columns";

export type TeamPeriod = TeamSize &
  NewestEntry & {
    /** Null for the members in no team. */
    readonly name: string | null;
    /** The sum of the current scores. */
    readonly scoreTotal: ScoreHundredths;
    /** The sums of its active members in the period. */
    readonly sums: Sums;
  };

/** The teams by name, and last the members in no team. One row for each team, however many members. */
export async function listTeamPeriods(
  database: Database | Transaction,
  organizationId: number,
  period: Period,
): Promise<readonly TeamPeriod[]> {
  const values = { organizationId, end: period.to, start: addDays(period.from, -1) };
  const rows = await selectRows(database, selectTeamPeriods(values));
  return rows.map((row) => ({
    teamId: row.team_id,
    name: row.name,
    members: row.members,
    rated: row.rated,
    scoreTotal: toScoreHundredths(row.score_total),
    sums: readSums(row.sums),
    newestEntryId: row.newest_entry_id,
    policyVersion: row.policy_version,
  }));
}

type TeamPeriodValues = { organizationId: number; end: LocalDate; start: LocalDate };

const selectTeamPeriods = compileOnce((value: Placeholders<TeamPeriodValues>) =>
  kysely
    .selectFrom(selectTeams(value.organizationId).as("team"))
    .leftJoin(selectTeamMembers(value.organizationId).as("performance"), (join) =>
      join.onRef("performance.team_id", "is not distinct from", "team.id"),
    )
    .leftJoinLateral(selectSumsAtEndOf(value.end).as("at_end"), (join) => join.onTrue())
    .leftJoinLateral(selectSumsAtEndOf(value.start).as("at_start"), (join) => join.onTrue())
    .select((eb) => {
      const gains = SUM_FIELDS.map((_, index) => {
        const [atEnd, before] = [eb.ref("at_end.sums"), eb.ref("at_start.sums")];
        return sql<number>`coalesce((${atEnd})[${sql.lit(index + 1)}], 0) - coalesce((${before})[${sql.lit(index + 1)}], 0)`;
      });
      const totals = gains.map((gain) => eb.fn.sum<number>(gain));
      return [
        "team.id as team_id",
        "team.name",
        castTo(eb.fn.count("performance.user_id"), "int4").as("members"),
        castTo(eb.fn.count("performance.score"), "int4").as("rated"),
        castTo(
          eb.fn.coalesce(eb.fn.sum<bigint>("performance.score"), eb.lit<number>(0)),
          "float8",
        ).as("score_total"),
        eb.fn.max("performance.newest_entry_id").as("newest_entry_id"),
        eb.fn.max("performance.policy_version").as("policy_version"),
        sql<number[]>`array[${sql.join(totals)}]::float8[]`.as("sums"),
      ];
    })
    .groupBy(["team.id", "team.name"])
    .orderBy("team.name", (order) => order.asc().nullsLast())
    .orderBy("team.id"),
);
