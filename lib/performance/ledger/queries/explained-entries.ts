import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Operand, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import type { CountedCompletion } from "@/lib/performance/domain/ledger/completion-order";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { selectCountedFact, toFact } from "./fact-columns";
import { selectTitledEntries, type TitledEntry, toTitledEntry } from "./ledger-entries";
import { selectSumsAtEndOf } from "./period-sums";
import { readSums, readSumsOrNull, runningSums, selectSums } from "./sum-columns";

/** A completion, and the entry by which it counts. */
export type CompletionOfEntry = CountedCompletion & { readonly entryId: LedgerEntryId };

/** An entry about work of before the period that was recorded in it. */
export type LaterEntry = {
  readonly id: LedgerEntryId;
  readonly kind: EntryKind;
  readonly scoreChange: ScoreHundredths | null;
  /** The local day of the completion; null where it no longer counts. */
  readonly completedOn: LocalDate | null;
};

/** What an explanation is computed from, read in one statement. */
export type ExplainedPeriod = {
  /** Null before the first entry. */
  readonly newestEntryId: LedgerEntryId | null;
  readonly policyVersion: number;
  /** Of all completions. */
  readonly sums: Sums;
  readonly sumsBefore: Sums | null;
  /** The completions since the first day of the period. */
  readonly completions: readonly CompletionOfEntry[];
  /** The score after the last entry before the period: what was shown then. */
  readonly scoreShownBefore: ScoreHundredths | null;
  /** The newest first. */
  readonly laterEntries: readonly LaterEntry[];
};

/** The first local day of the period, the day before it, and the instant at which it begins. */
export type ExplainedDays = {
  readonly from: LocalDate;
  readonly dayBefore: LocalDate;
  readonly since: Date;
};

/** Null where the organization has no such member. */
export async function findExplainedPeriod(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  days: ExplainedDays,
): Promise<ExplainedPeriod | null> {
  const row = await selectRow(database, selectExplainedPeriod({ organizationId, userId, ...days }));
  if (row === null) return null;
  return {
    newestEntryId: row.newest_entry_id,
    policyVersion: row.policy_version,
    sums: readSums(row.sums),
    sumsBefore: readSumsOrNull(row.sums_before),
    completions: row.completions.flatMap(({ assignment_id, entry_id, fact }) =>
      fact === null
        ? []
        : { assignmentId: BigInt(assignment_id), entryId: BigInt(entry_id), fact: toFact(fact) },
    ),
    scoreShownBefore: row.score_shown_before,
    laterEntries: row.later_entries.map(({ id, kind, score_change, completed_on }) => ({
      id: BigInt(id),
      kind,
      scoreChange: score_change,
      completedOn: completed_on,
    })),
  };
}

/** Some of an organization's entries, in no order. */
export async function listEntriesById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly LedgerEntryId[],
): Promise<readonly TitledEntry[]> {
  const rows = await selectRows(
    database,
    selectTitledEntries()
      .where("entry.organization_id", "=", organizationId)
      .where("entry.id", "=", anyOf(ids)),
  );
  return rows.map(toTitledEntry);
}

type PeriodValues = ExplainedDays & { readonly organizationId: number; readonly userId: MemberId };

const selectExplainedPeriod = compileOnce((value: Placeholders<PeriodValues>) =>
  kysely
    .selectFrom("user_performance as performance")
    .crossJoinLateral(selectCompletions(value.from).as("work"))
    .crossJoinLateral(selectLaterEntries(value).as("later"))
    .leftJoinLateral(selectSumsAtEndOf(value.dayBefore).as("before"), (join) => join.onTrue())
    .leftJoinLateral(selectScoreShownBefore(value.since).as("shown"), (join) => join.onTrue())
    .select(["performance.newest_entry_id", "performance.policy_version"])
    .select(selectSums(runningSums, "performance").as("sums"))
    .select(["before.sums as sums_before", "shown.score as score_shown_before"])
    .select(["work.completions", "later.entries as later_entries"])
    .where("performance.organization_id", "=", value.organizationId)
    .where("performance.user_id", "=", value.userId),
);

const performance = withAliases<{ performance: "user_performance" }>();

/** The index has instants; a fact's local day differs from the day in UTC by at most one. */
function selectCompletions(from: Operand<LocalDate>) {
  return performance
    .selectFrom("performance_facts as fact")
    .select((eb) =>
      jsonList(
        jsonObject({
          assignment_id: eb.ref("fact.assignment_id"),
          entry_id: eb.ref("fact.entry_id"),
          fact: selectCountedFact,
        }),
      ).as("completions"),
    )
    .whereRef("fact.organization_id", "=", "performance.organization_id")
    .whereRef("fact.user_id", "=", "performance.user_id")
    .where("fact.completed_at", ">=", sql<Date>`${from}::date - 2`)
    .where("fact.completed_on", ">=", from);
}

/** The score that the ledger had at the beginning of the period. */
function selectScoreShownBefore(since: Operand<Date>) {
  return performance
    .selectFrom("performance_logs as entry")
    .select("entry.performance_score as score")
    .whereRef("entry.organization_id", "=", "performance.organization_id")
    .whereRef("entry.user_id", "=", "performance.user_id")
    .where("entry.created_at", "<", since)
    .orderBy("entry.created_at", "desc")
    .orderBy("entry.id", "desc")
    .limit(1);
}

/**
 * The late entries, corrections and reversals of the period about work that counts before it, or that counted before
 * the period began.
 */
function selectLaterEntries({ from, since }: Placeholders<PeriodValues>) {
  return performance
    .selectFrom("performance_logs as entry")
    .leftJoin("performance_facts as fact", (join) =>
      join
        .onRef("fact.organization_id", "=", "entry.organization_id")
        .onRef("fact.assignment_id", "=", "entry.assignment_id")
        .onRef("fact.user_id", "=", "entry.user_id"),
    )
    .select((eb) =>
      jsonList(
        jsonObject({
          id: eb.ref("entry.id"),
          kind: eb.ref("entry.kind"),
          score_change: eb.ref("entry.score_change"),
          completed_on: eb.ref("fact.completed_on"),
        }),
        [eb.neg(eb.ref("entry.id"))],
      ).as("entries"),
    )
    .whereRef("entry.organization_id", "=", "performance.organization_id")
    .whereRef("entry.user_id", "=", "performance.user_id")
    .where("entry.created_at", ">=", since)
    .where("entry.kind", "in", ["late", "correction", "reversal"])
    .where((eb) =>
      eb.or([
        eb("fact.completed_on", "<", from),
        eb("entry.kind", "!=", "late").and(
          eb.exists(
            eb
              .selectFrom("performance_logs as first")
              .select("first.id")
              .whereRef("first.organization_id", "=", "entry.organization_id")
              .whereRef("first.assignment_id", "=", "entry.assignment_id")
              .whereRef("first.user_id", "=", "entry.user_id")
              .where("first.created_at", "<", since),
          ),
        ),
      ]),
    );
}
