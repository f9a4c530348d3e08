import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { computeRangeSums, type Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import {
  countRanking,
  joinScoreBefore,
  type MemberSummary,
  type MemberSummaryRow,
  memberSummaryColumns,
  readMemberSummary,
} from "@/lib/performance/ledger/queries/member-standing";
import { joinSumsAtEndOf } from "@/lib/performance/ledger/queries/period-sums";
import { readSums } from "@/lib/performance/ledger/queries/sum-columns";

/** A member's standing, and what they completed in a period. */
export type ComparedMember = MemberSummary & { readonly periodSums: Sums };

/** The members of these ids, deactivated ones too. */
export async function listComparedMembers(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
  { period, trendFrom }: { period: Period; trendFrom: LocalDate },
): Promise<readonly ComparedMember[]> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    SELECT ${memberSummaryColumns}, at_end.sums AS at_end, at_start.sums AS at_start
    FROM users AS member
    JOIN user_performance AS performance ON performance.organization_id = member.organization_id
      AND performance.user_id = member.id
    CROSS JOIN LATERAL (${countRanking}) AS ranking
    ${joinScoreBefore(trendFrom)}
    ${joinSumsAtEndOf(period.to, "at_end")}
    ${joinSumsAtEndOf(addDays(period.from, -1), "at_start")}
    WHERE member.organization_id = ${organizationId} AND member.id = ANY(${[...userIds]}::int[])`);
  return rows.map((row) => ({
    ...readMemberSummary(row),
    periodSums: computeRangeSums(
      row.at_end && readSums(row.at_end),
      row.at_start && readSums(row.at_start),
    ),
  }));
}

type Row = MemberSummaryRow & { at_end: number[] | null; at_start: number[] | null };
