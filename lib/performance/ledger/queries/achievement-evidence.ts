import "server-only";
import { type Expression, type RawBuilder, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonTuple } from "@/lib/db/json";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { ScoredEntry } from "@/lib/performance/domain/achievements/score-milestones";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { DifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { toSecondsOrNull } from "@/lib/performance/domain/units/seconds";
import { readLedgerSums, selectLedgerSums } from "./sum-columns";

/** All counted completions of some members, by member, in their order. */
export async function listCompletions(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly Completion[]>> {
  // A row of JSON for each member: a row for each completion takes several times as long to read.
  const rows = await selectRows(database, selectCompletions({ organizationId, userIds }));
  return new Map(rows.map(({ user_id, items }) => [user_id, items.map(toCompletion)]));
}

/** The whole ledgers of some members, by member, in the order of the ids. */
export async function listScoredEntries(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly ScoredEntry[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await selectRows(database, selectScoredEntries({ organizationId, userIds }));
  return new Map(rows.map(({ user_id, items }) => [user_id, items.map(toEntry)]));
}

type CompletionRow = readonly [
  assignmentId: number,
  completedAt: number,
  completedOn: LocalDate,
  onTime: boolean | null,
  earlySeconds: number | null,
  durationSeconds: number | null,
  skillMatch: MatchTenThousandths | null,
  difficulty: DifficultyHundredths | null,
];

function toCompletion(row: CompletionRow): Completion {
  const [id, completedAt, completedOn, onTime, earlySeconds, durationSeconds, ...rest] = row;
  const [skillMatch, difficulty] = rest;
  return {
    assignmentId: BigInt(id),
    fact: {
      completedAt: new Date(completedAt),
      earlySeconds: toSecondsOrNull(earlySeconds),
      durationSeconds: toSecondsOrNull(durationSeconds),
      ...{ completedOn, onTime, skillMatch, difficulty },
    },
  };
}

type EntryRow = readonly [
  id: number,
  kind: EntryKind,
  assignmentId: number | null,
  createdAt: number,
  policyVersion: number,
  score: ScoreHundredths | null,
  sums: readonly number[],
];

function toEntry(row: EntryRow): ScoredEntry {
  const [id, kind, assignmentId, createdAt, policyVersion, score, sums] = row;
  return {
    id: BigInt(id),
    kind,
    assignmentId: assignmentId === null ? null : BigInt(assignmentId),
    createdAt: new Date(createdAt),
    policyVersion,
    score,
    sums: readLedgerSums(sums),
  };
}

/** An instant as whole milliseconds, the precision of the columns. */
function toMilliseconds(instant: Expression<Date>): RawBuilder<number> {
  return sql`(extract(epoch from ${instant}) * 1000)::int8`;
}

type MembersValues = { organizationId: number; userIds: readonly MemberId[] };

const selectCompletions = compileOnce((value: Placeholders<MembersValues>) =>
  kysely
    .selectFrom("performance_facts as fact")
    .select((eb) => [
      "fact.user_id",
      jsonList(
        jsonTuple([
          eb.ref("fact.assignment_id"),
          toMilliseconds(eb.ref("fact.completed_at")),
          eb.ref("fact.completed_on"),
          eb.ref("fact.on_time"),
          eb.ref("fact.early_seconds"),
          eb.ref("fact.duration_seconds"),
          eb.ref("fact.skill_match"),
          eb.ref("fact.difficulty"),
        ]),
        [eb.ref("fact.completed_at"), eb.ref("fact.assignment_id")],
      ).as("items"),
    ])
    .where("fact.organization_id", "=", value.organizationId)
    .where("fact.user_id", "=", anyOf(value.userIds))
    .groupBy("fact.user_id"),
);

const selectScoredEntries = compileOnce((value: Placeholders<MembersValues>) =>
  kysely
    .selectFrom("performance_logs as entry")
    .select((eb) => [
      "entry.user_id",
      jsonList(
        jsonTuple([
          eb.ref("entry.id"),
          eb.ref("entry.kind"),
          eb.ref("entry.assignment_id"),
          toMilliseconds(eb.ref("entry.created_at")),
          eb.ref("entry.policy_version"),
          eb.ref("entry.performance_score"),
          selectLedgerSums,
        ]),
        [eb.ref("entry.id")],
      ).as("items"),
    ])
    .where("entry.organization_id", "=", value.organizationId)
    .where("entry.user_id", "=", anyOf(value.userIds))
    .groupBy("entry.user_id"),
);
