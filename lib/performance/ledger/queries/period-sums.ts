import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import {
  computeRangeSums,
  getPrecedingRange,
  type Period,
} from "@/lib/performance/domain/time/date-range";
import { addDays } from "@/lib/performance/domain/time/local-time";
import { type Group, isActiveIn } from "./groups";
import { readSums, selectSums } from "./sum-columns";

/** A member, what they completed in a period, and in the one before it. */
export type MemberPeriod = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly policyVersion: number;
  /** Hundredths; the current score, over everything. */
  readonly score: number | null;
  /** Everything up to now. */
  readonly sums: Sums;
  readonly periodSums: Sums;
  readonly previousSums: Sums;
};

/** What each active member of a group completed in a period and in the one before it: three look-ups in an index a member. */
export async function listMemberPeriods(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  period: Period,
): Promise<readonly MemberPeriod[]> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    SELECT member.id AS user_id, member.username, member.display_name, member.alias,
      performance.policy_version, performance.score,
      ${selectSums("running", "performance")} AS sums,
      at_end.sums AS at_end, at_start.sums AS at_start, at_previous.sums AS at_previous
    FROM user_performance AS performance
    JOIN users AS member ON member.organization_id = performance.organization_id
      AND member.id = performance.user_id
    ${joinSumsAtEndOf(period.to, "at_end")}
    ${joinSumsAtEndOf(addDays(period.from, -1), "at_start")}
    ${joinSumsAtEndOf(addDays(getPrecedingRange(period).from, -1), "at_previous")}
    WHERE ${isActiveIn(organizationId, group)}`);
  return rows.map(readMemberPeriod);
}

/** The cumulative `sums` of the last snapshot up to the end of a day, of `user_performance AS performance`. */
export function joinSumsAtEndOf(
  date: string,
  name: "at_end" | "at_start" | "at_previous",
): Prisma.Sql {
  return Prisma.sql`
    LEFT JOIN LATERAL (
      SELECT ${selectSums("cumulative", "snapshot")} AS sums FROM performance_snapshots AS snapshot
      WHERE snapshot.organization_id = performance.organization_id
        AND snapshot.user_id = performance.user_id AND snapshot.snapshot_date <= ${date}::date
      ORDER BY snapshot.snapshot_date DESC LIMIT 1
    ) AS ${Prisma.raw(name)} ON true`;
}

type Row = {
  user_id: number;
  username: string;
  display_name: string;
  alias: string;
  policy_version: number;
  score: number | null;
  sums: number[];
  at_end: number[] | null;
  at_start: number[] | null;
  at_previous: number[] | null;
};

function readMemberPeriod(row: Row): MemberPeriod {
  const read = (values: number[] | null) => (values === null ? null : readSums(values));
  const atStart = read(row.at_start);
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    policyVersion: row.policy_version,
    score: row.score,
    sums: readSums(row.sums),
    periodSums: computeRangeSums(read(row.at_end), atStart),
    previousSums: computeRangeSums(atStart, read(row.at_previous)),
  };
}
