import "server-only";
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonTuple } from "@/lib/db/json";
import { kysely, type Schema, withAliases } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo } from "@/lib/db/sql-values";
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
  if (userIds.length === 0) return new Map();
  // A row of JSON for each member: a row for each completion takes several times as long to read.
  const rows = await selectRows(database, selectCompletions({ organizationId, userIds }));
  return new Map(rows.map(({ user_id, items }) => [user_id, items.map(toCompletion)]));
}

/** Where a window of a member's completions begins. */
export type WindowFilter = { readonly userId: MemberId; readonly from: Date };

/** Counted completions from an instant on. */
export type StoredWindow = {
  readonly completions: readonly Completion[];
  /** The number of completions on time in a row just before them. */
  readonly streakBefore: number;
};

/** A window of the completions of each of some members. */
export async function listCompletionWindows(
  database: Database | Transaction,
  organizationId: number,
  wanted: readonly WindowFilter[],
): Promise<ReadonlyMap<MemberId, StoredWindow>> {
  if (wanted.length === 0) return new Map();
  const values = {
    organizationId,
    userIds: wanted.map(({ userId }) => userId),
    from: wanted.map(({ from }) => from),
  };
  const rows = await selectRows(database, selectWindows(values));
  return new Map(
    rows.map(({ user_id, items, streak_before: streakBefore }) => [
      user_id,
      { completions: items.map(toCompletion), streakBefore },
    ]),
  );
}

/** The whole ledgers of some members, by member, in the order of the ids. */
export async function listScoredEntries(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly ScoredEntry[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await selectRows(database, selectScoredEntries({ organizationId, userIds }));
  return new Map(rows.map(({ user_id, items }) => [user_id, items.map(toScoredEntry)]));
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

export function toScoredEntry(row: EntryRow): ScoredEntry {
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

const fact = withAliases<{ fact: "performance_facts" }>();

/** The completions of `fact`, in their order. */
const selectItems = jsonList(
  jsonTuple([
    fact.ref("fact.assignment_id"),
    toMilliseconds(fact.ref("fact.completed_at")),
    fact.ref("fact.completed_on"),
    fact.ref("fact.on_time"),
    fact.ref("fact.early_seconds"),
    fact.ref("fact.duration_seconds"),
    fact.ref("fact.skill_match"),
    fact.ref("fact.difficulty"),
  ]),
  [fact.ref("fact.completed_at"), fact.ref("fact.assignment_id")],
);

const selectCompletions = compileOnce((value: Placeholders<MembersValues>) =>
  kysely
    .selectFrom("performance_facts as fact")
    .select(["fact.user_id", selectItems.as("items")])
    .where("fact.organization_id", "=", value.organizationId)
    .where("fact.user_id", "=", anyOf(value.userIds))
    .groupBy("fact.user_id"),
);

type WindowValues = {
  readonly organizationId: number;
  readonly userIds: readonly MemberId[];
  readonly from: readonly Date[];
};

const wanted = expressionBuilder<
  Schema & { wanted: { user_id: MemberId; from: Date } },
  "wanted"
>();

const selectWindows = compileOnce((value: Placeholders<WindowValues>) => {
  const lastLate = wanted
    .selectFrom("performance_facts as late")
    .select(["late.completed_at", "late.assignment_id"])
    .where("late.organization_id", "=", value.organizationId)
    .whereRef("late.user_id", "=", "wanted.user_id")
    .whereRef("late.completed_at", "<", "wanted.from")
    .where("late.on_time", "=", false)
    .orderBy("late.completed_at", "desc")
    .orderBy("late.assignment_id", "desc")
    .limit(1);
  return kysely
    .selectFrom(
      unnestRows("wanted", { user_id: ["int4", value.userIds], from: ["timestamptz", value.from] }),
    )
    .leftJoinLateral(lastLate.as("last_late"), (join) => join.onTrue())
    .select((eb) => [
      "wanted.user_id",
      eb
        .selectFrom("performance_facts as fact")
        .select(selectItems.as("items"))
        .where("fact.organization_id", "=", value.organizationId)
        .whereRef("fact.user_id", "=", "wanted.user_id")
        .whereRef("fact.completed_at", ">=", "wanted.from")
        .$asScalar()
        .$notNull()
        .as("items"),
      eb
        .selectFrom("performance_facts as fact")
        .select((one) => castTo(one.fn.countAll(), "int4").as("streak"))
        .where("fact.organization_id", "=", value.organizationId)
        .whereRef("fact.user_id", "=", "wanted.user_id")
        .whereRef("fact.completed_at", "<", "wanted.from")
        .where(
          sql<SqlBool>`(fact.completed_at, fact.assignment_id) > (coalesce(last_late.completed_at, '-infinity'), coalesce(last_late.assignment_id, 0))`,
        )
        .where("fact.on_time", "=", true)
        .$asScalar()
        .$notNull()
        .as("streak_before"),
    ]);
});

const entry = withAliases<{ entry: "performance_logs" }>();

/** The ledger of `entry`, in the order of the ids. */
export const selectEntryItems = jsonList(
  jsonTuple([
    entry.ref("entry.id"),
    entry.ref("entry.kind"),
    entry.ref("entry.assignment_id"),
    toMilliseconds(entry.ref("entry.created_at")),
    entry.ref("entry.policy_version"),
    entry.ref("entry.performance_score"),
    selectLedgerSums,
  ]),
  [entry.ref("entry.id")],
);

const selectScoredEntries = compileOnce((value: Placeholders<MembersValues>) =>
  kysely
    .selectFrom("performance_logs as entry")
    .select(["entry.user_id", selectEntryItems.as("items")])
    .where("entry.organization_id", "=", value.organizationId)
    .where("entry.user_id", "=", anyOf(value.userIds))
    .groupBy("entry.user_id"),
);
