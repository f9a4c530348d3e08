import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { computeRangeSums, type Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  countRanking,
  type MemberSummary,
  memberSummaryColumns,
  type SummaryDays,
  selectSnapshotAt,
  selectSumsBefore,
  toMemberSummary,
} from "@/lib/performance/ledger/queries/member-summary";
import { selectSumsAtEndOf } from "@/lib/performance/ledger/queries/period-sums";
import { readSums } from "@/lib/performance/ledger/queries/sum-columns";

/** A member's summary and the sums of a period. */
export type ComparedMember = MemberSummary & { readonly periodSums: Sums };

/** The members of these ids, deactivated ones too. */
export async function listComparedMembers(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
  { period, days: { trendFrom, recentFrom } }: { period: Period; days: SummaryDays },
): Promise<readonly ComparedMember[]> {
  const values = {
    ...{ organizationId, userIds, trendFrom, recentFrom },
    end: period.to,
    start: addDays(period.from, -1),
  };
  const rows = await selectRows(database, selectComparedMembers(values));
  return rows.map((row) => ({
    ...toMemberSummary(row),
    periodSums: computeRangeSums(
      row.at_end && readSums(row.at_end),
      row.at_start && readSums(row.at_start),
    ),
  }));
}

type ComparedValues = SummaryDays & {
  readonly organizationId: number;
  readonly userIds: readonly MemberId[];
  readonly end: LocalDate;
  readonly start: LocalDate;
};

const selectComparedMembers = compileOnce((value: Placeholders<ComparedValues>) =>
  kysely
    .selectFrom("users as member")
    .innerJoin("user_performance as performance", (join) =>
      join
        .onRef("performance.organization_id", "=", "member.organization_id")
        .onRef("performance.user_id", "=", "member.id"),
    )
    .crossJoinLateral(countRanking().as("ranking"))
    .leftJoinLateral(selectSnapshotAt(value.trendFrom).as("earlier"), (join) => join.onTrue())
    .leftJoinLateral(selectSumsBefore(value.recentFrom).as("before_recent"), (join) =>
      join.onTrue(),
    )
    .leftJoinLateral(selectSumsAtEndOf(value.end).as("at_end"), (join) => join.onTrue())
    .leftJoinLateral(selectSumsAtEndOf(value.start).as("at_start"), (join) => join.onTrue())
    .select(memberSummaryColumns)
    .select(["at_end.sums as at_end", "at_start.sums as at_start"])
    .where("member.organization_id", "=", value.organizationId)
    .where("member.id", "=", anyOf(value.userIds)),
);
